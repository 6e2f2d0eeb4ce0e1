package ai.adjutant.tuner.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each rule changes the matter of a question, and to what the passage does not hold. */
final class AlterationTest {
  private static final int DRAWS = 200;
  private static final long SEED = 5;

  private static Alteration.Altered altered(Alteration rule, String question, String passage) {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    Optional<Alteration.Altered> last = Optional.empty();
    for (int i = 0; i < DRAWS; i++) {
      Optional<Alteration.Altered> before = last;
      Optional<Alteration.Altered> one = rule.alter(question, passage, random);
      one.ifPresent(altered -> {
        assertThat(Texts.holds(passage, altered.now())).as(altered.text()).isFalse();
        assertThat(altered.text()).contains(altered.now()).isNotEqualTo(question);
      });
      last = one.or(() -> before);
    }
    assertThat(last).as(question).isPresent();
    return last.orElseThrow();
  }

  private static final NamePool POOL =
      new NamePool(
          List.of(
              "Who led Acton College in Norway?",
              "What did Beeby College do in Norway?",
              "Who left Corby College for Poland?",
              "When was Denby College moved to Chile?",
              "Is it in Kenya?"));

  @Test
  void anotherNameOfTheSameType() {
    Alteration.Altered one =
        altered(
            new NameAlteration(POOL, Map.of()),
            "How many people live in Norway?",
            "Norway has 5 m.");
    assertThat(one.kind()).isEqualTo("sibling-entity");
    assertThat(one.text()).matches("How many people live in (Poland|Chile|Kenya)\\?");
    Alteration.Altered college =
        altered(
            new NameAlteration(POOL, Map.of()),
            "Who founded Acton College first?",
            "Acton College was founded by a baker, not a College of law.");
    assertThat(college.now()).matches("(Beeby|Corby|Denby) College");
  }

  @Test
  void namesOfWhatThePassageIsAboutComeFirst() {
    String passage = "Norway has 5 m people.";
    NamePool near = new NamePool(List.of("Who lives in Peru?"));
    NameAlteration rule = new NameAlteration(POOL, Map.of(passage, near));
    assertThat(altered(rule, "How many people live in Norway?", passage).now()).isEqualTo("Peru");
  }

  @Test
  void anotherModel() {
    Alteration.Altered one =
        altered(
            new NameAlteration(POOL, Map.of()),
            "What does the Comet 4 cost?",
            "The Comet 4 costs 9, the Comet 5 costs 12.");
    assertThat(one.text()).matches("What does the Comet [6-8] cost\\?");
    assertThat(
            altered(
                    new NameAlteration(POOL, Map.of()),
                    "How far goes the Model S?",
                    "Model S: 300 km")
                .now())
        .matches("Model [A-Z]");
  }

  @Test
  void anotherYearOrNumber() {
    String passage = "In 2016 the fee was 1,200 pounds for 30 rooms; in 2017 it was 1,300.";
    NumberAlteration rule = new NumberAlteration();
    Alteration.Altered year = altered(rule, "What was the fee in 2016?", passage);
    assertThat(year.kind()).isEqualTo("other-year");
    assertThat(year.text()).matches("What was the fee in (19|20)\\d\\d\\?");
    Alteration.Altered number = altered(rule, "When was it 1,200 pounds?", passage);
    assertThat(number.kind()).isEqualTo("other-number");
    assertThat(number.text()).matches("When was it [\\d,]+ pounds\\?");
    Random random = new Random(SEED);
    assertThat(rule.alter("Who won in 2016-2018?", "2016-2018", random)).isEmpty();
    assertThat(rule.alter("What was the fee in 1999?", passage, random)).isEmpty();
  }

  @Test
  void otherNumbersKeepTheirForm() {
    Random random = new Random(SEED);
    for (int i = 0; i < DRAWS; i++) {
      assertThat(NumberAlteration.other("0.45", random)).matches("\\d\\.\\d\\d");
      assertThat(NumberAlteration.other("1,200", random)).matches("\\d{1,3}(,\\d{3})?");
      assertThat(NumberAlteration.other("1999", random)).matches("(19|20)\\d\\d");
    }
  }

  @Test
  void theOppositeCondition() {
    OppositeAlteration rule = new OppositeAlteration(Part.TRAIN);
    String passage = "The limit before noon is 5.";
    assertThat(altered(rule, "What is the limit before noon?", passage).text())
        .isEqualTo("What is the limit after noon?");
    String both = "The limit before noon is 5, after noon 7.";
    assertThat(rule.alter("What is the limit before noon?", both, new Random(SEED))).isEmpty();
  }

  @Test
  void anotherAttribute() {
    AttributeAlteration rule =
        new AttributeAlteration(
            Part.TRAIN, List.of("What is the patron saint of Rome?", "What is the name of it?"));
    Alteration.Altered how = altered(rule, "How long is the bridge?", "It is long: 200 metres.");
    assertThat(how.kind()).isEqualTo("other-attribute");
    assertThat(how.now()).isNotIn("long", "tall", "deep");
    assertThat(altered(rule, "What is the mayor of Rome?", "Rome's mayor is Ada.").text())
        .matches("What is the .+ of Rome\\?");
    assertThat(rule.alter("For how long is it?", "It is long.", new Random(SEED))).isEmpty();
  }

  @Test
  void negation() {
    NegationAlteration rule = new NegationAlteration();
    Random random = new Random(SEED);
    assertThat(rule.alter("Cats can swim.", "", random).orElseThrow().text())
        .isEqualTo("Cats cannot swim.");
    assertThat(rule.alter("It was not sold.", "", random).orElseThrow().text())
        .isEqualTo("It was sold.");
    assertThat(rule.alter("It was never sold.", "", random)).isEmpty();
  }
}

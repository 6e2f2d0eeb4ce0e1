package ai.adjutant.gateway.ground;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.ScriptedRetrieval;
import ai.adjutant.gateway.retrieve.StemEncoder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the ground check catches: for each fact a faithful retelling, and the same with a swapped
 * number, with a negation or an opposite, and an invented neighbour. Pairs with even numbers were
 * looked at while the check was written, those with odd ones were not; both are printed.
 */
final class GroundCheckTest {
  /**
   * A fact with what a model might say of it.
   *
   * @param source the sentence of the documents
   * @param faithful the same in other words
   * @param swapped with another number
   * @param denied with the contrary
   * @param invented something the documents do not speak of
   */
  private record Fact(
      String source, String faithful, String swapped, String denied, String invented) {}

  private static final List<Fact> FACTS =
      List.of(
          new Fact(
              "The late payment fee is 6.50 euros for each reminder.",
              "Each reminder costs a late payment fee of 6.50 euros.",
              "Each reminder costs a late payment fee of 5.60 euros.",
              "There is no late payment fee for a reminder.",
              "The fee is donated to a children's hospital."),
          new Fact(
              "Outgoing calls are barred 30 days after the due date.",
              "After the due date, outgoing calls are barred within 30 days.",
              "Outgoing calls are barred 13 days after the due date.",
              "Outgoing calls are barred 30 days before the due date.",
              "Incoming messages are read by the fraud desk."),
          new Fact(
              "A replacement SIM card is free for members of the loyalty scheme.",
              "Members of the loyalty scheme get a replacement SIM card free.",
              "Members of the loyalty scheme get 3 replacement SIM cards free.",
              "A replacement SIM card is not free for members of the loyalty scheme.",
              "The card is printed in gold for the chairman."),
          new Fact(
              "Cash is accepted in shops up to 200 euros a payment.",
              "Shops accept cash payments up to 200 euros.",
              "Shops accept cash payments up to 2,000 euros.",
              "Cash is refused in shops up to 200 euros a payment.",
              "Shops open at seven on public holidays."),
          new Fact(
              "A contract can be withdrawn within 14 days without giving a reason.",
              "Within 14 days a contract can be withdrawn without a reason.",
              "Within 40 days a contract can be withdrawn without giving a reason.",
              "A contract can never be withdrawn within 14 days without giving a reason.",
              "Withdrawals are decided by a jury of customers."),
          new Fact(
              "The release code is valid for 30 days.",
              "The release code stays valid for 30 days.",
              "The release code stays valid for 60 days.",
              "The release code is not valid for 30 days.",
              "The code is carved into the router's case."),
          new Fact(
              "Data roaming stops at a limit of 60 euros a month.",
              "Roaming data stops at a monthly limit of 60 euros a month.",
              "Data roaming stops at a limit of 90 euros a month.",
              "Data roaming does not stop at a limit of 60 euros a month.",
              "Pilots may use roaming above the clouds."),
          new Fact(
              "The technician arrives within a window of two hours.",
              "The technician arrives within a two hours window.",
              "The technician arrives within a window of five hours.",
              "The technician never arrives within a window of two hours.",
              "The technician brings flowers on birthdays."),
          new Fact(
              "Recordings are deleted after 180 days unless they are locked.",
              "Unless they are locked, recordings are deleted after 180 days.",
              "Unless they are locked, recordings are deleted after 80 days.",
              "Recordings are not deleted after 180 days unless they are locked.",
              "Recordings are sold to film studios."),
          new Fact(
              "An eSIM code works once.",
              "An eSIM code works only once.",
              "An eSIM code works 5 times.",
              "An eSIM code never works once.",
              "The code smells of lemon."),
          new Fact(
              "The minimum age for a contract is 18 years.",
              "For a contract the minimum age is 18 years.",
              "For a contract the minimum age is 16 years.",
              "The maximum age for a contract is 18 years.",
              "Astronauts sign in orbit."),
          new Fact(
              "Smoking is forbidden in the ammunition store.",
              "In the ammunition store smoking is forbidden.",
              "Smoking is forbidden in 4 ammunition stores.",
              "Smoking is allowed in the ammunition store.",
              "The store was painted by the queen."),
          new Fact(
              "A situation report is due at 0600 and 1800.",
              "Situation reports are due at 0600 and at 1800.",
              "A situation report is due at 0700 and 1900.",
              "A situation report is not due at 0600 and 1800.",
              "Reports are written in rhyme."),
          new Fact(
              "The lead vehicle does not exceed 50 kilometres an hour.",
              "The lead vehicle must not exceed 50 kilometres an hour.",
              "The lead vehicle must not exceed 80 kilometres an hour.",
              "The lead vehicle must exceed 50 kilometres an hour.",
              "Each vehicle carries a piano."),
          new Fact(
              "Radio silence begins two hours before the attack.",
              "Two hours before the attack radio silence begins.",
              "Radio silence begins six hours before the attack.",
              "Radio silence begins two hours after the attack.",
              "The radio plays folk songs."),
          new Fact(
              "Visitors must always wear a badge inside the camp.",
              "Inside the camp visitors must always wear a badge.",
              "Visitors must always wear 2 badges inside the camp.",
              "Visitors must never wear a badge inside the camp.",
              "Visitors receive a hot meal and a medal."));

  private static final Passage PASSAGE =
      ScriptedRetrieval.passage(0, String.join(" ", FACTS.stream().map(Fact::source).toList()));

  private enum Case {
    VERBATIM,
    FAITHFUL,
    SWAPPED,
    DENIED,
    INVENTED
  }

  private final GroundCheck check = new GroundCheck(StemEncoder.there());

  private Support.Kind kind(String sentence) {
    List<Support> support = check.check(sentence, List.of(PASSAGE));
    assertThat(support).hasSize(1);
    return support.getFirst().kind();
  }

  /** Share of the cases judged as they should be: faithful ones stand, the others do not. */
  private Map<Case, Double> rates(int parity) {
    Map<Case, Double> rates = new EnumMap<>(Case.class);
    for (Case which : Case.values()) {
      List<Boolean> right = new ArrayList<>();
      for (int i = parity; i < FACTS.size(); i += 2) {
        Fact fact = FACTS.get(i);
        String sentence =
            switch (which) {
              case VERBATIM -> fact.source();
              case FAITHFUL -> fact.faithful();
              case SWAPPED -> fact.swapped();
              case DENIED -> fact.denied();
              case INVENTED -> fact.invented();
            };
        boolean stands =
            switch (kind(sentence)) {
              case VERBATIM, PARAPHRASE -> true;
              case NUMBER_MISMATCH, NEGATION_MISMATCH, NOT_FOUND -> false;
            };
        boolean should = which == Case.VERBATIM || which == Case.FAITHFUL;
        right.add(stands == should);
      }
      rates.put(which, (double) right.stream().filter(r -> r).count() / right.size());
    }
    return rates;
  }

  @Test
  void catchesSwappedNumbersNegationsAndInventions() {
    System.out.println("ground check, looked at: " + rates(0));
    Map<Case, Double> unseen = rates(1);
    System.out.println("ground check, not looked at: " + unseen);
    assertThat(unseen.get(Case.VERBATIM)).isEqualTo(1.0);
    assertThat(unseen.get(Case.FAITHFUL)).isGreaterThanOrEqualTo(0.85);
    assertThat(unseen.get(Case.SWAPPED)).isGreaterThanOrEqualTo(0.85);
    assertThat(unseen.get(Case.DENIED)).isGreaterThanOrEqualTo(0.85);
    assertThat(unseen.get(Case.INVENTED)).isEqualTo(1.0);
  }

  @Test
  void saysWhatSpeaksAgainstASentence() {
    assertThat(kind("The late payment fee is 6.50 euros for each reminder"))
        .isEqualTo(Support.Kind.VERBATIM);
    assertThat(kind("Each reminder costs a late payment fee of 5.60 euros."))
        .isEqualTo(Support.Kind.NUMBER_MISMATCH);
    assertThat(kind("Smoking is allowed in the ammunition store."))
        .isEqualTo(Support.Kind.NEGATION_MISMATCH);
    assertThat(kind("Dragons guard the treasury at night.")).isEqualTo(Support.Kind.NOT_FOUND);
  }

  @Test
  void isStricterWithoutAnEncoderButStillWorks() {
    List<Support> support =
        new GroundCheck(StemEncoder.gone())
            .check(
                "Each reminder costs a late payment fee of 6.50 euros. Dragons guard it.",
                List.of(PASSAGE));
    assertThat(support.getFirst().supported()).isTrue();
    assertThat(support.getLast().supported()).isFalse();
  }
}

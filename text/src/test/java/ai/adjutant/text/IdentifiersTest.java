package ai.adjutant.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentifiersTest {
  @ParameterizedTest
  @CsvSource({
    "What is PPR-9087?, PPR9087",
    "what is ppr-9087, PPR9087",
    "Order SFF-1234 now, SFF1234",
    "The A320neo flies, A320NEO",
    "Which item has NSN 1234-56-789-0123?, NSN1234567890123",
    "Stock 1234-56-789-0123 is low., 1234567890123",
    "What is form 2407-1 for?, FORM24071",
    "Formular 2407-1 ausfüllen, FORM24071",
    "What does error 404 mean?, ERROR404",
    "Fehler 404 beheben, ERROR404",
    "Was regelt § 12 Abs. 3?, PARAGRAPH12ABS3",
    "according to Art. 512 of the treaty, ARTICLE512",
    "제5조의 내용, ARTICLE5",
    "PPR-9087의 점검 주기, PPR9087",
    "部品PPR-9087の在庫は, PPR9087",
    "部品ＰＰＲ－９０８７の在庫は, PPR9087",
    "退货单RMA123怎么查, RMA123",
    "since v2.3.1 it works, V2.3.1",
    "since 2.3.1 it works, 2.3.1",
    "Version 2.3 is out, V2.3",
    "Ask parts@depot.example for it, PARTS@DEPOT.EXAMPLE",
    "E201.1 restarts, E201.1",
  })
  void findsIdentifiersAndGivesThemOneForm(String text, String form) {
    List<Identifier> found = Identifiers.of(text);
    assertThat(found).as(text).hasSize(1);
    assertThat(found.getFirst().forms().getFirst()).isEqualTo(form);
    assertThat(found.getFirst().certain()).as(text).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It has 5 GB and 20GB of memory.",
        "It costs 20 pounds, 1,500.00 euros or 3.5 per cent.",
        "In 2025 and from 2010-2015, on 2025-01-31 or 31.12.2025.",
        "Within 10-12 days, the 3rd and 21st, a 30-day trial, 24h, 500mg tablets.",
        "At 10:30 and 24/7.",
        "500 users and more, 2/3 of them",
      })
  void takesNoQuantityForAnIdentifier(String text) {
    assertThat(Identifiers.of(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"第５条は何ですか, ARTICLE5", "第 12 條的內容, ARTICLE12"})
  void isNotCertainOfArticlesThatMayBeCounts(String text, String form) {
    assertThat(Identifiers.of(text))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.forms()).containsExactly(form);
          assertThat(one.certain()).isFalse();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Can it play MP3 files?", "since mid-2020", "covid-19 rules", "B2B prices"})
  void isNotCertainOfWordsWithDigits(String text) {
    assertThat(Identifiers.of(text)).hasSize(1).noneMatch(Identifier::certain);
  }

  @Test
  void joinsWhatABlankParts() {
    assertThat(Identifiers.forms("Form DA 31 and PPR 9087", 10)).containsExactly("DA31", "PPR9087");
  }

  @Test
  void keepsACodeWithAndWithoutTheWordBeforeIt() {
    String text = "Is form 2407-1 the one?";
    Identifier form = Identifiers.of(text).getFirst();
    assertThat(form.forms()).containsExactly("FORM24071", "24071");
    assertThat(form.of(text)).isEqualTo("form 2407-1");
  }

  @Test
  void keepsDifferentCodesApart() {
    assertThat(Identifiers.forms("E-201 E-210 E-2010 E201.1 2.31 v2.3.1", 10))
        .containsExactly("E201", "E210", "E2010", "E201.1", "V2.3.1");
  }

  @Test
  void stopsAtTheBound() {
    assertThat(Identifiers.forms("AB-101 AB-102 AB-103", 2)).containsExactly("AB101", "AB102");
  }

  @Test
  void readsTextWithoutBlanks() {
    for (String piece : new String[] {"a", "7", "a7", "7-", "a-7.", "a@", "§"}) {
      assertThat(Identifiers.of(piece.repeat(100_000))).as(piece).hasSizeLessThan(100_000);
    }
    assertThat(Identifiers.of("x".repeat(100_000) + " PPR-9087")).hasSize(1);
  }

  @Test
  void standsWithinAnyText() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String signs = "aZ09-./_@§ 제조.é\n";
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(200); i > 0; i--) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      int end = 0;
      for (Identifier identifier : Identifiers.of(text.toString())) {
        assertThat(identifier.end()).isBetween(identifier.start() + 1, text.length());
        assertThat(identifier.end()).isGreaterThan(end);
        end = identifier.end();
      }
    }
  }
}

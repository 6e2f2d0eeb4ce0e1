package ai.adjutant.retriever.parse.plain;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainOutlineTest {
  @Test
  void keepsStepsWithTheirWrappedLines() {
    assertThat(
            lines(
                """
                B-1. Open a Locker (LOCK/01)
                1. Choose the locker on the board.
                2. Enter the name of the one who asks and of the one who
                answers for it, and confirm. The lamp
                starts to blink.
                3. Wait.
                NOTE: A locked board shows nothing.

                B-2. Close a Locker
                1. Press the key.
                2. Leave.
                """))
        .containsExactly(
            "HEADING 2: B-1. Open a Locker (LOCK/01)",
            "ORDERED_ITEM 1: 1. Choose the locker on the board.",
            "ORDERED_ITEM 1: 2. Enter the name of the one who asks and of the one who answers for"
                + " it, and confirm. The lamp starts to blink.",
            "ORDERED_ITEM 1: 3. Wait.",
            "PARAGRAPH 1: NOTE: A locked board shows nothing.",
            "HEADING 2: B-2. Close a Locker",
            "ORDERED_ITEM 1: 1. Press the key.",
            "ORDERED_ITEM 1: 2. Leave.");
  }

  @Test
  void nestsItemsByTheFormOfTheirNumbers() {
    assertThat(
            lines(
                """
                The order is as follows:
                  a. Check.
                (1) Look:
                   (a) left
                   (b) right
                  (2) Listen.
                b. Go.
                    - slowly
                """))
        .containsExactly(
            "PARAGRAPH: The order is as follows:",
            "ORDERED_ITEM 1: a. Check.",
            "ORDERED_ITEM 2: (1) Look:",
            "ORDERED_ITEM 3: (a) left",
            "ORDERED_ITEM 3: (b) right",
            "ORDERED_ITEM 2: (2) Listen.",
            "ORDERED_ITEM 1: b. Go.",
            "UNORDERED_ITEM 2: - slowly");
  }

  @Test
  void readsStepsInGermanAndKorean() {
    assertThat(lines("Schritt 1: Öffnen.\nSchritt 2: Schließen.\n"))
        .containsExactly(
            "ORDERED_ITEM 1: Schritt 1: Öffnen.", "ORDERED_ITEM 1: Schritt 2: Schließen.");
    assertThat(lines("1단계: 연다.\n2단계: 닫는다.\n"))
        .containsExactly("ORDERED_ITEM 1: 1단계: 연다.", "ORDERED_ITEM 1: 2단계: 닫는다.");
  }

  @Test
  void takesTitlesThatAreClearlySo() {
    assertThat(
            lines(
                """
                Returns
                =======
                Goods go back within a month.

                SHIPPING ABROAD

                We ship to Norway.

                1. Costs

                Shipping costs ten euros.

                2. Times

                It takes a week.
                """))
        .containsExactly(
            "HEADING 1: Returns",
            "PARAGRAPH: Goods go back within a month.",
            "HEADING 1: SHIPPING ABROAD",
            "PARAGRAPH: We ship to Norway.",
            "HEADING 1: 1. Costs",
            "PARAGRAPH: Shipping costs ten euros.",
            "HEADING 1: 2. Times",
            "PARAGRAPH: It takes a week.");
  }

  @Test
  void readsAlignedColumnsAsATable() {
    assertThat(
            lines(
                """
                Plan       Price   Days
                ---------  ------  ----
                Basic       20.00     3
                Extra       30.00    14

                The end.
                """))
        .containsExactly(
            "TABLE_HEADER: Plan | Price | Days",
            "TABLE_ROW: Plan: Basic | Price: 20.00 | Days: 3",
            "TABLE_ROW: Plan: Extra | Price: 30.00 | Days: 14",
            "PARAGRAPH: The end.");
    assertThat(lines("Code\tMeaning\nE1\tlow\nE2\thigh\n"))
        .contains("TABLE_ROW: Code: E2 | Meaning: high");
  }

  @Test
  void leavesProseAndValuesAlone() {
    String prose =
        "One sentence ends here.  Another follows.\nA third.  And a fourth one.\n3. May.";
    assertThat(lines(prose)).containsExactly("PARAGRAPH: " + prose);
    assertThat(lines("1990. That was the year.\n0.5 litres\n7) alone\n")).hasSize(1);
  }

  @Test
  void takesNoYearForAnItem() {
    assertThat(
            Shown.blocks(
                PlainText.read(
                    "It began in\n2024. It went on in\n2025. It ended then.\n", "t", 1_000)))
        .noneMatch(block -> block.contains("ITEM"));
  }

  @Test
  void readsAHundredThousandLinesInOneGo() {
    assertThat(lines("Plain line of text.\n".repeat(100_000))).hasSize(1);
    assertThat(lines("1.  item\n".repeat(50_000))).hasSize(50_000);
    assertThat(lines("a  b\n\n".repeat(50_000))).hasSize(50_000);
  }

  private static List<String> lines(String plain) {
    return Shown.blocks(PlainText.read(plain, "note", 8_000_000));
  }
}

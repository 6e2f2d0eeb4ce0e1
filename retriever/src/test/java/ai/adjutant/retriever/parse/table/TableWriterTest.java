package ai.adjutant.retriever.parse.table;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Shown;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.validity.Statements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableWriterTest {
  @Test
  void namesColumnsBelowTitles() {
    assertThat(
            lines(
                "Roaming 2026",
                "Prices in EUR",
                "Zone | Call out | Call in",
                "Zone 1 (EU) | 0.19 | 0.05",
                "Zone 2 (CH) | 0.99 | 0.39",
                "Ships | 5.99 | 3.99"))
        .containsExactly(
            "CAPTION: Roaming 2026",
            "CAPTION: Prices in EUR",
            "TABLE_HEADER: Zone | Call out | Call in",
            "TABLE_ROW: Zone 1 (EU) | Call out: 0.19 | Call in: 0.05",
            "TABLE_ROW: Zone 2 (CH) | Call out: 0.99 | Call in: 0.39",
            "TABLE_ROW: Zone: Ships | Call out: 5.99 | Call in: 3.99");
  }

  @Test
  void takesYearsAndNumberedNamesAndAnEmptyCorner() {
    assertThat(lines(" | 2025 | 2026", "Sales | 310 | 355", "Costs | 120 | 140"))
        .containsExactly(
            "TABLE_HEADER: 2025 | 2026",
            "TABLE_ROW: Sales | 2025: 310 | 2026: 355",
            "TABLE_ROW: Costs | 2025: 120 | 2026: 140");
    assertThat(lines("Tariff | Zone 1 | Zone 2", "Call | 0.19 | 0.99", "Text | 0.06 | 0.29"))
        .contains("TABLE_ROW: Tariff: Call | Zone 1: 0.19 | Zone 2: 0.99");
  }

  @Test
  void namesTwoColumns() {
    assertThat(lines("Plan | Price", "Basic | 20.00", "Large | 30.00"))
        .containsExactly(
            "TABLE_HEADER: Plan | Price",
            "TABLE_ROW: Plan: Basic | Price: 20.00",
            "TABLE_ROW: Plan: Large | Price: 30.00");
    assertThat(lines("약어 | 의미", "FCR | 첫 통화 해결", "AHT | 평균 처리 시간"))
        .contains("TABLE_ROW: 약어: FCR | 의미: 첫 통화 해결");
  }

  @Test
  void joinsTwoRowsOfNamesOverGaps() {
    assertThat(
            lines(
                "Package | Private |  | Business | ",
                " | Monthly | Set-up | Monthly | Set-up",
                "Home 50 | 19.90 | 29.00 | 24.90 | 0.00",
                "Home 100 | 29.90 | 29.00 | 34.90 | 0.00"))
        .contains(
            "TABLE_HEADER: Package | Private, Monthly | Private, Set-up | Business, Monthly"
                + " | Business, Set-up",
            "TABLE_ROW: Package: Home 50 | Private, Monthly: 19.90 | Private, Set-up: 29.00"
                + " | Business, Monthly: 24.90 | Business, Set-up: 0.00");
  }

  @Test
  void keepsUnitsWithNames() {
    assertThat(lines("Form | Yield | Stretch", "- | N/mm2 | %", "Bars | 890 | 12"))
        .containsExactly(
            "TABLE_HEADER: Form | Yield (N/mm2) | Stretch (%)",
            "TABLE_ROW: Form: Bars | Yield (N/mm2): 890 | Stretch (%): 12");
  }

  @Test
  void namesNothingByAValue() {
    assertThat(lines("Oslo | 12 | 4", "Rome | 28 | 9", "Paris | 21 | 7"))
        .first()
        .isEqualTo("TABLE_ROW: Oslo | 12 | 4");
    assertThat(lines("Ann | sales | Oslo", "Bob | support | Rome", "Eve | legal | Paris"))
        .first()
        .isEqualTo("TABLE_ROW: Ann | sales | Oslo");
    assertThat(lines("E-1 | Low", "E-2 | High", "E-3 | Off"))
        .first()
        .isEqualTo("TABLE_ROW: E-1: Low");
  }

  @Test
  void namesValuesByTheirKeys() {
    ParsedDocument document = read("Weight | 20 kg", "Height | 30 cm", "Colour | grey");

    assertThat(Shown.blocks(document))
        .containsExactly(
            "TABLE_ROW: Weight: 20 kg", "TABLE_ROW: Height: 30 cm", "TABLE_ROW: Colour: grey");
    assertThat(document.blocks().getFirst().cells()).hasSize(1);
  }

  @Test
  void fillsGroupsDown() {
    assertThat(
            lines(
                "Line | Service | Fee",
                "Fixed | Move | 49.00",
                " | Visit | 79.00",
                "Mobile | Move | 9.00",
                " | Visit | 19.00"))
        .contains(
            "TABLE_ROW: Line: Fixed | Service: Visit | Fee: 79.00",
            "TABLE_ROW: Line: Mobile | Service: Visit | Fee: 19.00");
  }

  @Test
  void leavesMissingFiguresAlone() {
    assertThat(lines("Day | Calls | Mails", "Mon | 4 | 3", "Tue |  | 5", "Wed | 7 | 1"))
        .contains("TABLE_ROW: Day: Tue | Mails: 5");
  }

  @Test
  void repeatsTitlesWithinTheTable() {
    assertThat(
            lines(
                "Service | Private | Business",
                "Fixed line",
                "Move | 49.00 | 89.00",
                "Visit | 79.00 | 129.00",
                "Mobile",
                "Move | 9.00 | 12.00"))
        .contains(
            "CAPTION: Mobile",
            "TABLE_ROW: Mobile | Service: Move | Private: 9.00 | Business: 12.00");
  }

  @Test
  void startsAnewBehindAnEmptyRow() {
    assertThat(
            lines(
                "Plan | Price | Days",
                "Basic | 20 | 3",
                "Large | 30 | 5",
                "",
                "Shop | Hours | Phone",
                "Oslo | 9-17 | 123456",
                "Rome | 8-16 | 654321"))
        .contains(
            "TABLE_ROW: Plan: Large | Price: 30 | Days: 5",
            "TABLE_HEADER: Shop | Hours | Phone",
            "TABLE_ROW: Shop: Rome | Hours: 8-16 | Phone: 654321");
  }

  @Test
  void placesSpansThatOverlap() {
    TextBuilder text = new TextBuilder(10_000);
    TableWriter table = new TableWriter(text);
    table.row(List.of(new SpanCell("A", 1, 3, false), new SpanCell("B", 1, 2, false)));
    table.row(List.of(new SpanCell("C", 2, 2, false), SpanCell.of("D")));
    table.row(List.of(SpanCell.of("E"), SpanCell.of("F")));
    table.end();

    assertThat(text.text()).contains("A | B").contains("A | B | C | D").contains("E").contains("F");
  }

  @Test
  void cutsAbsurdSpansAndLosesNothing() {
    TextBuilder text = new TextBuilder(1_000_000);
    TableWriter table = new TableWriter(text);
    for (int i = 0; i < 100; i++) {
      table.row(
          List.of(
              new SpanCell("wide " + i, 100_000, 100_000, false),
              new SpanCell("tall " + i, 1, 2_000_000_000, false)));
    }
    table.end();

    assertThat(text.warnings()).singleElement().asString().contains("span more than", "was cut");
    for (int i = 0; i < 100; i++) {
      assertThat(text.text()).contains("wide " + i, "tall " + i);
    }
  }

  @Test
  void writesALongTableAsItComes() {
    TextBuilder text = new TextBuilder(60_000_000);
    TableWriter table = new TableWriter(text);
    table.plain(List.of("Number", "Name", "First", "Second", "Third", "Fourth", "Fifth", "Sixth"));
    for (int i = 0; i < 125_000; i++) {
      String n = Integer.toString(i);
      table.plain(List.of("n" + n, "row", n, n, n, n, n, n));
      if (i == 100) {
        assertThat(text.text()).contains("Number: n99 | Name: row"); // not held back
      }
    }
    table.end();

    assertThat(text.blocks()).hasSize(125_001);
    assertThat(text.text()).contains("Number: n124999 | Name: row | First: 124999");
    assertThat(text.warnings()).isEmpty();
  }

  @Test
  void repeatsNamesOnlyWhileTheyFit() {
    TextBuilder text = new TextBuilder(100_000);
    TableWriter table = new TableWriter(text);
    table.plain(List.of("The number of the row in the table", "The value of the row", "Third"));
    for (int i = 0; i < 2_000; i++) {
      table.plain(List.of("r" + i, "v" + i, "1"));
    }
    table.end();

    assertThat(text.text())
        .contains("The number of the row in the table: r0 | The value of the row: v0")
        .contains("r1999 | v1999 | 1");
    assertThat(text.warnings()).singleElement().asString().contains("names of the columns");
  }

  @Test
  void repeatsNoLongCell() {
    TextBuilder text = new TextBuilder(100_000);
    TableWriter table = new TableWriter(text);
    table.row(List.of(new SpanCell("long ".repeat(1_000), 1, 500, false), SpanCell.of("first")));
    for (int i = 0; i < 499; i++) {
      table.plain(List.of("next " + i));
    }
    table.end();

    assertThat(text.text()).hasSizeLessThan(20_000).contains("next 498");
  }

  private static List<String> lines(String... rows) {
    return Shown.blocks(read(rows));
  }

  private static ParsedDocument read(String... rows) {
    TextBuilder text = new TextBuilder(100_000);
    TableWriter table = new TableWriter(text);
    for (String row : rows) {
      table.plain(new ArrayList<>(Arrays.asList(row.split("\\|", -1))));
    }
    table.end();
    return new Statements().document(text, "table", "text/csv");
  }
}

package ai.adjutant.retriever.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of PDF files whose cells are parted by drawn lines. */
class RuledTablesTest {
  @TempDir Path folder = Path.of("never used");

  private final RuledPdf pdf = RuledPdf.create();

  @AfterEach
  void close() throws IOException {
    pdf.close();
  }

  @ParameterizedTest
  @EnumSource
  void joinsWrappedCellsHoweverTheLinesAreDrawn(RuledPdf.Drawn drawn) throws Exception {
    pdf.text(50, 60, "Charges of the depot");
    // both cells wrap, so that the second lines look like a row
    pdf.cell(50, 100, "Code");
    pdf.cell(150, 100, "Meaning");
    pdf.cell(300, 100, "Who pays");
    pdf.cell(50, 120, "A1", "(new)");
    pdf.cell(150, 120, "Late, and the", "reason is unknown");
    pdf.cell(300, 120, "The driver or", "the sender");
    pdf.cell(50, 150, "B2");
    pdf.cell(150, 150, "Lost");
    pdf.cell(300, 150, "Nobody");
    pdf.grid(drawn, new float[] {50, 150, 300, 420}, new float[] {100, 120, 150, 170});
    pdf.text(50, 200, "This is the end of it.");

    assertThat(written())
        .containsExactly(
            "CAPTION: Charges of the depot",
            "TABLE_HEADER: Code | Meaning | Who pays",
            "TABLE_ROW: Code: A1 (new) | Meaning: Late, and the reason is unknown"
                + " | Who pays: The driver or the sender",
            "TABLE_ROW: Code: B2 | Meaning: Lost | Who pays: Nobody",
            "PARAGRAPH: This is the end of it.");
  }

  @Test
  void readsRowByRowAndCellByCell() throws Exception {
    // the file holds the last column first
    pdf.cell(300, 100, "Rate");
    pdf.cell(300, 120, "79.00");
    pdf.cell(300, 140, "99.00");
    pdf.cell(50, 100, "Vehicle");
    pdf.cell(50, 120, "Van");
    pdf.cell(50, 140, "Minibus");
    pdf.grid(RuledPdf.Drawn.LINES, new float[] {50, 300, 400}, new float[] {100, 120, 140, 160});

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Vehicle | Rate",
            "TABLE_ROW: Vehicle: Van | Rate: 79.00",
            "TABLE_ROW: Vehicle: Minibus | Rate: 99.00");
  }

  @Test
  void partsColumnsThatNearlyTouch() throws Exception {
    float second = 52 + RuledPdf.width("Warehouse north");
    String[][] rows = {
      {"Store", "Goods", "Price"},
      {"Warehouse north", "Bolts", "4.50"},
      {"Warehouse south", "Screws", "5.50"},
      {"Shop", "Nails", "6.50"}
    };
    for (int r = 0; r < rows.length; r++) {
      // one string a row, as programs write that place letters one by one
      float down = 100 + 20 * r + 14;
      pdf.text(51, down, rows[r][0]);
      pdf.text(second + 1, down, rows[r][1]);
      pdf.text(second + 3 + RuledPdf.width("Screws"), down, rows[r][2]);
    }
    pdf.grid(
        RuledPdf.Drawn.LINES,
        new float[] {50, second, second + 2 + RuledPdf.width("Screws"), second + 90},
        new float[] {100, 120, 140, 160, 180});

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Store | Goods | Price",
            "TABLE_ROW: Store: Warehouse north | Goods: Bolts | Price: 4.50",
            "TABLE_ROW: Store: Warehouse south | Goods: Screws | Price: 5.50",
            "TABLE_ROW: Store: Shop | Goods: Nails | Price: 6.50");
  }

  @Test
  void keepsEmptyCellsInTheirPlace() throws Exception {
    String[][] rows = {
      {"Port", "Depth", "Crane", "Fee"},
      {"Aalen", "", "yes", "10"},
      {"Bonn", "4", "", "20"},
      {"Calw", "", "", ""},
      {"Celle", "6", "no", "40"}
    };
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < 4; c++) {
        pdf.cell(50 + 80 * c, 100 + 20 * r, rows[r][c]);
      }
    }
    pdf.grid(
        RuledPdf.Drawn.LINES,
        new float[] {50, 130, 210, 290, 370},
        new float[] {100, 120, 140, 160, 180, 200});

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Port | Depth | Crane | Fee",
            "TABLE_ROW: Port: Aalen | Crane: yes | Fee: 10",
            "TABLE_ROW: Port: Bonn | Depth: 4 | Fee: 20",
            "TABLE_ROW: Port: Calw",
            "TABLE_ROW: Port: Celle | Depth: 6 | Crane: no | Fee: 40");
  }

  @Test
  void followsMergedCells() throws Exception {
    pdf.cell(50, 100, "Package");
    pdf.cell(170, 100, "Private");
    pdf.cell(290, 100, "Business");
    pdf.cell(150, 120, "Monthly");
    pdf.cell(210, 120, "Set-up");
    pdf.cell(270, 120, "Monthly");
    pdf.cell(330, 120, "Set-up");
    pdf.cell(50, 150, "Home");
    pdf.cell(150, 140, "19.90");
    pdf.cell(210, 140, "29.00");
    pdf.cell(270, 140, "24.90");
    pdf.cell(330, 140, "0.00");
    pdf.cell(150, 160, "29.90");
    pdf.cell(210, 160, "39.00");
    pdf.cell(270, 160, "34.90");
    pdf.cell(330, 160, "9.00");
    float[] lefts = {50, 150, 210, 270, 330, 390};
    for (float down : new float[] {100, 140, 180}) {
      pdf.line(50, down, 390, down);
    }
    pdf.line(150, 120, 390, 120);
    pdf.line(150, 160, 390, 160); // the first column's cells span two rows each
    for (float left : lefts) {
      boolean inner = left == 210 || left == 330;
      pdf.line(left, inner ? 120 : 100, left, 180);
    }

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Package | Private, Monthly | Private, Set-up | Business, Monthly"
                + " | Business, Set-up",
            "TABLE_ROW: Package: Home | Private, Monthly: 19.90 | Private, Set-up: 29.00"
                + " | Business, Monthly: 24.90 | Business, Set-up: 0.00",
            "TABLE_ROW: Package: Home | Private, Monthly: 29.90 | Private, Set-up: 39.00"
                + " | Business, Monthly: 34.90 | Business, Set-up: 9.00");
  }

  @Test
  void readsATableWithoutOuterLines() throws Exception {
    String[][] rows = {{"Fuel", "Tax"}, {"Diesel", "0.47"}, {"Petrol", "0.65"}};
    for (int r = 0; r < rows.length; r++) {
      pdf.cell(50, 100 + 20 * r, rows[r][0]);
      pdf.cell(150, 100 + 20 * r, rows[r][1]);
    }
    pdf.line(50, 120, 250, 120);
    pdf.line(50, 140, 250, 140);
    pdf.line(150, 100, 150, 160);

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Fuel | Tax",
            "TABLE_ROW: Fuel: Diesel | Tax: 0.47",
            "TABLE_ROW: Fuel: Petrol | Tax: 0.65");
  }

  @Test
  void partsRowsThatNoLinePartsByTheirDistance() throws Exception {
    String[][] rows = {
      {"Fuel", "Tax", "Year"}, {"Diesel", "0.47", "2024"}, {"Petrol", "0.65", "2025"}
    };
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < 3; c++) {
        pdf.cell(50 + 100 * c, 100 + 20 * r, rows[r][c]);
      }
    }
    pdf.grid(RuledPdf.Drawn.LINES, new float[] {50, 150, 250, 350}, new float[] {100, 120, 160});

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Fuel | Tax | Year",
            "TABLE_ROW: Fuel: Diesel | Tax: 0.47 | Year: 2024",
            "TABLE_ROW: Fuel: Petrol | Tax: 0.65 | Year: 2025");
  }

  @Test
  void partsRowsByLinesAcrossAlone() throws Exception {
    pdf.cell(50, 100, "Part");
    pdf.cell(170, 100, "Cause");
    pdf.cell(330, 100, "Days");
    pdf.cell(50, 120, "Pump");
    pdf.cell(170, 120, "Runs dry, or the", "valve is shut");
    pdf.cell(330, 120, "3", "or 4");
    pdf.cell(50, 150, "Belt");
    pdf.cell(170, 150, "Worn");
    pdf.cell(330, 150, "5");
    pdf.cell(50, 170, "Fan");
    pdf.cell(170, 170, "Loose");
    pdf.cell(330, 170, "9");
    for (float down : new float[] {100, 120, 150, 170, 190}) {
      pdf.line(50, down, 380, down);
    }

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Part | Cause | Days",
            "TABLE_ROW: Part: Pump | Cause: Runs dry, or the valve is shut | Days: 3 or 4",
            "TABLE_ROW: Part: Belt | Cause: Worn | Days: 5",
            "TABLE_ROW: Part: Fan | Cause: Loose | Days: 9");
  }

  @Test
  void readsRowsWhereLinesPartTheNamesAlone() throws Exception {
    String[][] rows = {{"Fuel", "Tax"}, {"Diesel", "0.47"}, {"Petrol", "0.65"}, {"Gas", "0.20"}};
    for (int r = 0; r < rows.length; r++) {
      pdf.cell(50, 100 + 20 * r, rows[r][0]);
      pdf.cell(150, 100 + 20 * r, rows[r][1]);
    }
    for (float down : new float[] {100, 120, 180}) {
      pdf.line(50, down, 250, down);
    }

    assertThat(written())
        .hasSize(4)
        .contains("TABLE_HEADER: Fuel | Tax", "TABLE_ROW: Fuel: Gas | Tax: 0.20");
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 180, 270})
  void readsATurnedPage(int rotation) throws Exception {
    pdf.turn(rotation);
    pdf.cell(50, 200, "Fuel");
    pdf.cell(150, 200, "Tax of", "the state");
    pdf.cell(50, 230, "Diesel", "oil");
    pdf.cell(150, 230, "0.47");
    pdf.cell(50, 260, "Petrol");
    pdf.cell(150, 260, "0.65");
    pdf.grid(RuledPdf.Drawn.FRAMES, new float[] {50, 150, 250}, new float[] {200, 230, 260, 280});

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Fuel | Tax of the state",
            "TABLE_ROW: Fuel: Diesel oil | Tax of the state: 0.47",
            "TABLE_ROW: Fuel: Petrol | Tax of the state: 0.65");
  }

  @Test
  void takesNoFrameAroundTextForATable() throws Exception {
    pdf.frame(40, 40, 560, 700);
    pdf.line(40, 80, 560, 80);
    pdf.text(50, 70, "A leaflet");
    pdf.frame(50, 100, 300, 160);
    pdf.text(60, 120, "Mind the gap between the train and");
    pdf.text(60, 132, "the edge of the platform.");

    assertThat(written())
        .noneMatch(block -> block.startsWith("TABLE"))
        .anyMatch(block -> block.contains("between the train and the edge of the platform."));
  }

  @Test
  void passesOverADrawing() throws Exception {
    for (int i = 0; i <= PdfPaths.RULES_MAX; i++) {
      pdf.line(50 + i % 400, 300 + i % 300, 54 + i % 400, 300 + i % 300);
    }
    String[][] rows = {{"Fuel", "Tax"}, {"Diesel", "0.47"}, {"Petrol", "0.65"}};
    for (int r = 0; r < rows.length; r++) {
      pdf.text(50, 100 + 18 * r, rows[r][0]);
      pdf.text(150, 100 + 18 * r, rows[r][1]);
    }

    assertThat(written()).contains("TABLE_ROW: Fuel: Diesel | Tax: 0.47");
  }

  @Test
  void keepsTwoTablesThatSayTheSame() throws Exception {
    for (float top : new float[] {100, 200}) {
      pdf.cell(50, top, "Fuel");
      pdf.cell(150, top, "Tax");
      pdf.cell(50, top + 20, "Diesel");
      pdf.cell(150, top + 20, "0.47");
      pdf.grid(
          RuledPdf.Drawn.LINES, new float[] {50, 150, 250}, new float[] {top, top + 20, top + 40});
      pdf.text(50, top + 70, "This is said of the table above.");
    }

    assertThat(written())
        .filteredOn(block -> block.startsWith("TABLE_ROW") && block.contains("Diesel"))
        .hasSize(2);
  }

  @Test
  void goesOnWithATableOnTheNextPage() throws Exception {
    for (int number = 0; number < 2; number++) {
      pdf.cell(50, 100, "Fuel");
      pdf.cell(150, 100, "Tax");
      pdf.cell(50, 120, "Diesel " + number);
      pdf.cell(150, 120, "0.4" + number);
      pdf.cell(50, 140, "Petrol " + number);
      pdf.cell(150, 140, "0.6" + number);
      pdf.grid(RuledPdf.Drawn.LINES, new float[] {50, 150, 250}, new float[] {100, 120, 140, 160});
      if (number == 0) {
        pdf.nextPage();
      }
    }

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Fuel | Tax",
            "TABLE_ROW: Fuel: Diesel 0 | Tax: 0.40",
            "TABLE_ROW: Fuel: Petrol 0 | Tax: 0.60",
            "TABLE_ROW: Fuel: Diesel 1 | Tax: 0.41",
            "TABLE_ROW: Fuel: Petrol 1 | Tax: 0.61");
  }

  private List<String> written() throws Exception {
    return Shown.blocks(Shown.read(pdf.saved(folder.resolve("file.pdf"))));
  }
}

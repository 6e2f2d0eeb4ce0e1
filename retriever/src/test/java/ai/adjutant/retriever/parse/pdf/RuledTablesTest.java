package ai.adjutant.retriever.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of PDF files whose cells are parted by drawn lines. */
class RuledTablesTest {
  private static final float SIZE = 10;
  private static final PDFont FONT = new PDType1Font(Standard14Fonts.FontName.HELVETICA);

  /** How a program draws the lines of a table. */
  enum Drawn {
    LINES,
    THIN_AREAS,
    FRAMES
  }

  @TempDir Path folder = Path.of("never used");

  private final PDDocument pdf = new PDDocument();
  private PDPage page = new PDPage();
  private PDPageContentStream content = begin();

  private PDPageContentStream begin() {
    try {
      pdf.addPage(page);
      return new PDPageContentStream(pdf, page);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void setFont() throws IOException {
    content.setFont(FONT, SIZE);
  }

  @AfterEach
  void close() throws IOException {
    pdf.close();
  }

  @ParameterizedTest
  @EnumSource
  void joinsWrappedCellsHoweverTheLinesAreDrawn(Drawn drawn) throws Exception {
    text(50, 60, "Charges of the depot");
    // both cells wrap, so that the second lines look like a row
    cell(50, 100, "Code");
    cell(150, 100, "Meaning");
    cell(300, 100, "Who pays");
    cell(50, 120, "A1", "(new)");
    cell(150, 120, "Late, and the", "reason is unknown");
    cell(300, 120, "The driver or", "the sender");
    cell(50, 150, "B2");
    cell(150, 150, "Lost");
    cell(300, 150, "Nobody");
    grid(drawn, new float[] {50, 150, 300, 420}, new float[] {100, 120, 150, 170});
    text(50, 200, "This is the end of it.");

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
    cell(300, 100, "Rate");
    cell(300, 120, "79.00");
    cell(300, 140, "99.00");
    cell(50, 100, "Vehicle");
    cell(50, 120, "Van");
    cell(50, 140, "Minibus");
    grid(Drawn.LINES, new float[] {50, 300, 400}, new float[] {100, 120, 140, 160});

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Vehicle | Rate",
            "TABLE_ROW: Vehicle: Van | Rate: 79.00",
            "TABLE_ROW: Vehicle: Minibus | Rate: 99.00");
  }

  @Test
  void partsColumnsThatNearlyTouch() throws Exception {
    float second = 52 + width("Warehouse north");
    String[][] rows = {
      {"Store", "Goods", "Price"},
      {"Warehouse north", "Bolts", "4.50"},
      {"Warehouse south", "Screws", "5.50"},
      {"Shop", "Nails", "6.50"}
    };
    for (int r = 0; r < rows.length; r++) {
      // one string a row, as programs write that place letters one by one
      float down = 100 + 20 * r + 14;
      text(51, down, rows[r][0]);
      text(second + 1, down, rows[r][1]);
      text(second + 3 + width("Screws"), down, rows[r][2]);
    }
    grid(
        Drawn.LINES,
        new float[] {50, second, second + 2 + width("Screws"), second + 90},
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
        cell(50 + 80 * c, 100 + 20 * r, rows[r][c]);
      }
    }
    grid(
        Drawn.LINES,
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
    cell(50, 100, "Package");
    cell(170, 100, "Private");
    cell(290, 100, "Business");
    cell(150, 120, "Monthly");
    cell(210, 120, "Set-up");
    cell(270, 120, "Monthly");
    cell(330, 120, "Set-up");
    cell(50, 150, "Home");
    cell(150, 140, "19.90");
    cell(210, 140, "29.00");
    cell(270, 140, "24.90");
    cell(330, 140, "0.00");
    cell(150, 160, "29.90");
    cell(210, 160, "39.00");
    cell(270, 160, "34.90");
    cell(330, 160, "9.00");
    float[] lefts = {50, 150, 210, 270, 330, 390};
    for (float down : new float[] {100, 140, 180}) {
      line(50, down, 390, down);
    }
    line(150, 120, 390, 120);
    line(150, 160, 390, 160); // the first column's cells span two rows each
    for (float left : lefts) {
      boolean inner = left == 210 || left == 330;
      line(left, inner ? 120 : 100, left, 180);
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
      cell(50, 100 + 20 * r, rows[r][0]);
      cell(150, 100 + 20 * r, rows[r][1]);
    }
    line(50, 120, 250, 120);
    line(50, 140, 250, 140);
    line(150, 100, 150, 160);

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
        cell(50 + 100 * c, 100 + 20 * r, rows[r][c]);
      }
    }
    grid(Drawn.LINES, new float[] {50, 150, 250, 350}, new float[] {100, 120, 160});

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Fuel | Tax | Year",
            "TABLE_ROW: Fuel: Diesel | Tax: 0.47 | Year: 2024",
            "TABLE_ROW: Fuel: Petrol | Tax: 0.65 | Year: 2025");
  }

  @Test
  void partsRowsByLinesAcrossAlone() throws Exception {
    cell(50, 100, "Part");
    cell(170, 100, "Cause");
    cell(330, 100, "Days");
    cell(50, 120, "Pump");
    cell(170, 120, "Runs dry, or the", "valve is shut");
    cell(330, 120, "3", "or 4");
    cell(50, 150, "Belt");
    cell(170, 150, "Worn");
    cell(330, 150, "5");
    cell(50, 170, "Fan");
    cell(170, 170, "Loose");
    cell(330, 170, "9");
    for (float down : new float[] {100, 120, 150, 170, 190}) {
      line(50, down, 380, down);
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
      cell(50, 100 + 20 * r, rows[r][0]);
      cell(150, 100 + 20 * r, rows[r][1]);
    }
    for (float down : new float[] {100, 120, 180}) {
      line(50, down, 250, down);
    }

    assertThat(written())
        .hasSize(4)
        .contains("TABLE_HEADER: Fuel | Tax", "TABLE_ROW: Fuel: Gas | Tax: 0.20");
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 180, 270})
  void readsATurnedPage(int rotation) throws Exception {
    float width = page.getMediaBox().getWidth();
    float height = page.getMediaBox().getHeight();
    page.setRotation(rotation);
    content.transform(
        switch (rotation) {
          case 90 -> new Matrix(0, 1, -1, 0, width, 0);
          case 180 -> new Matrix(-1, 0, 0, -1, width, height);
          default -> new Matrix(0, -1, 1, 0, 0, height);
        });
    float top = rotation == 180 ? height : width;
    content.transform(Matrix.getTranslateInstance(0, top - height));
    cell(50, 200, "Fuel");
    cell(150, 200, "Tax of", "the state");
    cell(50, 230, "Diesel", "oil");
    cell(150, 230, "0.47");
    cell(50, 260, "Petrol");
    cell(150, 260, "0.65");
    grid(Drawn.FRAMES, new float[] {50, 150, 250}, new float[] {200, 230, 260, 280});

    assertThat(written())
        .containsExactly(
            "TABLE_HEADER: Fuel | Tax of the state",
            "TABLE_ROW: Fuel: Diesel oil | Tax of the state: 0.47",
            "TABLE_ROW: Fuel: Petrol | Tax of the state: 0.65");
  }

  @Test
  void takesNoFrameAroundTextForATable() throws Exception {
    frame(40, 40, 560, 700);
    line(40, 80, 560, 80);
    text(50, 70, "A leaflet");
    frame(50, 100, 300, 160);
    text(60, 120, "Mind the gap between the train and");
    text(60, 132, "the edge of the platform.");

    assertThat(written())
        .noneMatch(block -> block.startsWith("TABLE"))
        .anyMatch(block -> block.contains("between the train and the edge of the platform."));
  }

  @Test
  void passesOverADrawing() throws Exception {
    for (int i = 0; i <= PdfPaths.RULES_MAX; i++) {
      line(50 + i % 400, 300 + i % 300, 54 + i % 400, 300 + i % 300);
    }
    String[][] rows = {{"Fuel", "Tax"}, {"Diesel", "0.47"}, {"Petrol", "0.65"}};
    for (int r = 0; r < rows.length; r++) {
      text(50, 100 + 18 * r, rows[r][0]);
      text(150, 100 + 18 * r, rows[r][1]);
    }

    assertThat(written()).contains("TABLE_ROW: Fuel: Diesel | Tax: 0.47");
  }

  @Test
  void keepsTwoTablesThatSayTheSame() throws Exception {
    for (float top : new float[] {100, 200}) {
      cell(50, top, "Fuel");
      cell(150, top, "Tax");
      cell(50, top + 20, "Diesel");
      cell(150, top + 20, "0.47");
      grid(Drawn.LINES, new float[] {50, 150, 250}, new float[] {top, top + 20, top + 40});
      text(50, top + 70, "This is said of the table above.");
    }

    assertThat(written())
        .filteredOn(block -> block.startsWith("TABLE_ROW") && block.contains("Diesel"))
        .hasSize(2);
  }

  @Test
  void goesOnWithATableOnTheNextPage() throws Exception {
    for (int number = 0; number < 2; number++) {
      cell(50, 100, "Fuel");
      cell(150, 100, "Tax");
      cell(50, 120, "Diesel " + number);
      cell(150, 120, "0.4" + number);
      cell(50, 140, "Petrol " + number);
      cell(150, 140, "0.6" + number);
      grid(Drawn.LINES, new float[] {50, 150, 250}, new float[] {100, 120, 140, 160});
      if (number == 0) {
        content.close();
        page = new PDPage();
        content = begin();
        setFont();
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

  /** A cell's lines, from its upper left corner. */
  private void cell(float left, float top, String... lines) throws IOException {
    for (int i = 0; i < lines.length; i++) {
      text(left + 4, top + 12 + 12 * i, lines[i]);
    }
  }

  private void text(float left, float down, String text) throws IOException {
    if (text.isEmpty()) {
      return;
    }
    content.beginText();
    content.newLineAtOffset(left, up(down));
    content.showText(text);
    content.endText();
  }

  private void grid(Drawn drawn, float[] lefts, float[] tops) throws IOException {
    float right = lefts[lefts.length - 1];
    float bottom = tops[tops.length - 1];
    switch (drawn) {
      case LINES -> {
        for (float top : tops) {
          line(lefts[0], top, right, top);
        }
        for (float left : lefts) {
          line(left, tops[0], left, bottom);
        }
      }
      case THIN_AREAS -> {
        for (float top : tops) {
          content.addRect(lefts[0], up(top), right - lefts[0], 0.5f);
          content.fill();
        }
        for (float left : lefts) {
          content.addRect(left, up(bottom), 0.5f, bottom - tops[0]);
          content.fill();
        }
      }
      case FRAMES -> {
        for (int r = 0; r + 1 < tops.length; r++) {
          for (int c = 0; c + 1 < lefts.length; c++) {
            frame(lefts[c], tops[r], lefts[c + 1], tops[r + 1]);
          }
        }
      }
    }
  }

  private void frame(float left, float top, float right, float bottom) throws IOException {
    content.addRect(left, up(bottom), right - left, bottom - top);
    content.stroke();
  }

  private void line(float left, float top, float right, float bottom) throws IOException {
    content.moveTo(left, up(top));
    content.lineTo(right, up(bottom));
    content.stroke();
  }

  private float up(float down) {
    return page.getMediaBox().getHeight() - down;
  }

  private static float width(String text) throws IOException {
    return FONT.getStringWidth(text) * SIZE / 1000;
  }

  private List<String> written() throws Exception {
    content.close();
    Path file = folder.resolve("file.pdf");
    pdf.save(file.toFile());
    return Shown.blocks(Shown.read(file));
  }
}

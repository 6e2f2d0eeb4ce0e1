package ai.adjutant.retriever.parse.office;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Shown;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFAbstractNum;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFNumbering;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.tika.exception.TikaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTLvl;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STMerge;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STNumberFormat;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;
import org.xml.sax.SAXException;

/** Merged cells and lists of office formats, whose parser leaves them out. */
class OfficeStructureTest {
  @TempDir Path folder;

  @Test
  void joinsNamesOverMergedCellsOfWord() throws IOException, TikaException, SAXException {
    Path file = folder.resolve("prices.docx");
    try (XWPFDocument word = new XWPFDocument();
        OutputStream out = Files.newOutputStream(file)) {
      XWPFTable table = word.createTable(4, 5);
      fill(table, 0, "Package", "Private", "", "Business", "");
      fill(table, 1, "", "Monthly", "Set-up", "Monthly", "Set-up");
      fill(table, 2, "Home 50", "19.90", "29.00", "24.90", "0.00");
      fill(table, 3, "Fibre 500", "44.90", "69.00", "59.90", "49.00");
      merge(table, 0, STMerge.RESTART);
      merge(table, 1, STMerge.CONTINUE);
      table.getRow(0).removeCell(4);
      table.getRow(0).removeCell(2);
      span(table, 0, 1);
      span(table, 0, 2);
      word.write(out);
    }

    assertThat(Shown.blocks(Shown.read(file)))
        .containsExactly(
            "TABLE_HEADER: Package | Private, Monthly | Private, Set-up | Business, Monthly"
                + " | Business, Set-up",
            "TABLE_ROW: Package: Home 50 | Private, Monthly: 19.90 | Private, Set-up: 29.00"
                + " | Business, Monthly: 24.90 | Business, Set-up: 0.00",
            "TABLE_ROW: Package: Fibre 500 | Private, Monthly: 44.90 | Private, Set-up: 69.00"
                + " | Business, Monthly: 59.90 | Business, Set-up: 49.00");
  }

  @Test
  void numbersTheStepsOfAStyle() throws IOException, TikaException, SAXException {
    Path file = folder.resolve("steps.docx");
    try (XWPFDocument word = new XWPFDocument();
        OutputStream out = Files.newOutputStream(file)) {
      XWPFNumbering numbering = word.createNumbering();
      style(word, "Steps", numbering, list(numbering, 1, STNumberFormat.DECIMAL, "%1."));
      style(word, "Points", numbering, list(numbering, 2, STNumberFormat.BULLET, "*"));
      paragraph(word, "", "To restart the pump:");
      paragraph(word, "Steps", "Open the valve.");
      paragraph(word, "Steps", "Check these:");
      paragraph(word, "Points", "pressure");
      paragraph(word, "Points", "level");
      paragraph(word, "Steps", "Press the key.");
      paragraph(word, "", "It takes a minute.");
      word.write(out);
    }

    ParsedDocument document = Shown.read(file);

    assertThat(Shown.blocks(document))
        .containsExactly(
            "PARAGRAPH: To restart the pump:",
            "ORDERED_ITEM 1: 1. Open the valve.",
            "ORDERED_ITEM 1: 2. Check these:",
            "UNORDERED_ITEM 2: - pressure",
            "UNORDERED_ITEM 2: - level",
            "ORDERED_ITEM 1: 3. Press the key.",
            "PARAGRAPH: It takes a minute.");
    assertThat(document.blocks().subList(0, 6)).allMatch(block -> block.group() == 1);
  }

  @Test
  void fillsMergedGroupsOfASheetDown() throws IOException, TikaException, SAXException {
    Path file = folder.resolve("fees.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      XSSFSheet sheet = book.createSheet("Fees");
      row(sheet, 0, "Fees of this year");
      row(sheet, 1, "Line", "Private", "", "Business", "");
      row(sheet, 2, "", "Move", "Visit", "Move", "Visit");
      row(sheet, 3, "Fixed", "1.00", "2.00", "3.00", "4.00");
      row(sheet, 4, "", "5.00", "6.00", "7.00", "8.00");
      row(sheet, 8, "Shop", "Phone");
      row(sheet, 9, "Oslo", "123456");
      row(sheet, 10, "Rome", "654321");
      for (String range : List.of("A1:E1", "A2:A3", "B2:C2", "D2:E2", "A4:A5")) {
        sheet.addMergedRegion(CellRangeAddress.valueOf(range));
      }
      book.write(out);
    }

    assertThat(Shown.blocks(Shown.read(file)))
        .containsExactly(
            "HEADING 1: Fees",
            "CAPTION: Fees of this year",
            "TABLE_HEADER: Line | Private, Move | Private, Visit | Business, Move | Business,"
                + " Visit",
            "TABLE_ROW: Line: Fixed | Private, Move: 1.00 | Private, Visit: 2.00"
                + " | Business, Move: 3.00 | Business, Visit: 4.00",
            "TABLE_ROW: Line: Fixed | Private, Move: 5.00 | Private, Visit: 6.00"
                + " | Business, Move: 7.00 | Business, Visit: 8.00",
            "TABLE_HEADER: Shop | Phone",
            "TABLE_ROW: Shop: Oslo | Phone: 123456",
            "TABLE_ROW: Shop: Rome | Phone: 654321");
  }

  @Test
  void showsTheValuesOfFormulas() throws IOException, TikaException, SAXException {
    Path file = folder.resolve("sums.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      XSSFSheet sheet = book.createSheet("Sums");
      sheet.createRow(0).createCell(0).setCellValue("Sum");
      sheet.getRow(0).createCell(1).setCellFormula("40+2");
      book.getCreationHelper().createFormulaEvaluator().evaluateAll();
      book.write(out);
    }

    assertThat(Shown.read(file).text()).contains("Sum | 42").doesNotContain("40+2");
  }

  @Test
  void joinsNamesOverMergedCellsOfASlide() throws IOException, TikaException, SAXException {
    Path file = folder.resolve("prices.pptx");
    try (XMLSlideShow show = new XMLSlideShow();
        OutputStream out = Files.newOutputStream(file)) {
      XSLFTable table = show.createSlide().createTable(4, 3);
      table.setAnchor(new Rectangle(10, 10, 400, 200));
      String[][] cells = {
        {"Plan", "Price", ""}, {"", "Month", "Year"}, {"Basic", "20", "200"}, {"Large", "30", "300"}
      };
      for (int r = 0; r < cells.length; r++) {
        for (int c = 0; c < 3; c++) {
          table.getCell(r, c).setText(cells[r][c]);
        }
      }
      table.mergeCells(0, 0, 1, 2);
      table.mergeCells(0, 1, 0, 0);
      show.write(out);
    }

    assertThat(Shown.blocks(Shown.read(file)))
        .contains("TABLE_ROW: Plan: Large | Price, Month: 30 | Price, Year: 300");
  }

  @Test
  void readsTablesWithinTablesAndAbsurdSpans() throws IOException, TikaException, SAXException {
    Path file = folder.resolve("nested.html");
    StringBuilder html = new StringBuilder("<html><body>");
    for (int i = 0; i < 10; i++) {
      html.append("<table><tr><td>outer ").append(i).append("</td><td>");
    }
    html.append(
        "<table><caption>Fees</caption><tr><th colspan=100000>Plan</th><th rowspan=0>Fee</th></tr>"
            + "<tr><td colspan=99999999999>Basic</td><td>20</td></tr></table>");
    html.append("</td></tr></table>".repeat(10)).append("</body></html>");
    Files.writeString(file, html);

    String text = Shown.read(file).text();

    assertThat(text).contains("Fees", "Plan", "Basic", "20");
    for (int i = 0; i < 10; i++) {
      assertThat(text).contains("outer " + i);
    }
  }

  @Test
  void spreadsSpansOfHtml() throws IOException, TikaException, SAXException {
    Path file = folder.resolve("week.html");
    Files.writeString(
        file,
        """
        <html><body><table><caption>Opening hours</caption>
        <thead><tr><td>Shop</td><td>Sat</td><td>Sun</td></tr></thead>
        <tr><td rowspan=2>Oslo</td><td>9-12</td><td>closed</td></tr>
        <tr><td colspan=2>by phone</td></tr></table></body></html>
        """);

    assertThat(Shown.blocks(Shown.read(file)))
        .containsExactly(
            "CAPTION: Opening hours",
            "TABLE_HEADER: Shop | Sat | Sun",
            "TABLE_ROW: Shop: Oslo | Sat: 9-12 | Sun: closed",
            "TABLE_ROW: Shop: Oslo | Sat, Sun: by phone");
  }

  private static void fill(XWPFTable table, int row, String... cells) {
    for (int i = 0; i < cells.length; i++) {
      table.getRow(row).getCell(i).setText(cells[i]);
    }
  }

  private static void merge(XWPFTable table, int row, STMerge.Enum how) {
    var properties = table.getRow(row).getCell(0).getCTTc().addNewTcPr();
    properties.addNewVMerge().setVal(how);
  }

  private static void span(XWPFTable table, int row, int cell) {
    var properties = table.getRow(row).getCell(cell).getCTTc().addNewTcPr();
    properties.addNewGridSpan().setVal(BigInteger.TWO);
  }

  private static BigInteger list(
      XWPFNumbering numbering, int id, STNumberFormat.Enum format, String text) {
    CTAbstractNum list = CTAbstractNum.Factory.newInstance();
    list.setAbstractNumId(BigInteger.valueOf(id));
    CTLvl level = list.addNewLvl();
    level.setIlvl(BigInteger.ZERO);
    level.addNewStart().setVal(BigInteger.ONE);
    level.addNewNumFmt().setVal(format);
    level.addNewLvlText().setVal(text);
    return numbering.addNum(numbering.addAbstractNum(new XWPFAbstractNum(list)));
  }

  private static void style(
      XWPFDocument word, String name, XWPFNumbering numbering, BigInteger list) {
    CTStyle style = CTStyle.Factory.newInstance();
    style.setStyleId(name);
    style.addNewName().setVal(name);
    style.setType(STStyleType.PARAGRAPH);
    style.addNewPPr().addNewNumPr().addNewNumId().setVal(list);
    word.createStyles().addStyle(new XWPFStyle(style));
  }

  private static void paragraph(XWPFDocument word, String style, String text) {
    XWPFParagraph paragraph = word.createParagraph();
    if (!style.isEmpty()) {
      paragraph.setStyle(style);
    }
    paragraph.createRun().setText(text);
  }

  private static void row(XSSFSheet sheet, int number, String... cells) {
    var row = sheet.createRow(number);
    for (int i = 0; i < cells.length; i++) {
      if (!cells[i].isEmpty()) {
        row.createCell(i).setCellValue(cells[i]);
      }
    }
  }
}

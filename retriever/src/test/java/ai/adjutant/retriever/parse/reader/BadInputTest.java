package ai.adjutant.retriever.parse.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.chunk.Chunk;
import ai.adjutant.retriever.chunk.Chunker;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.ReaderUnderTest;
import ai.adjutant.retriever.parse.Shown;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.tika.exception.TikaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** Documents of absurd size or form: nothing is lost, and what was bounded is reported. */
class BadInputTest {
  private static final int ITEMS = 10_000;
  private static final int CELLS = 1_000_000;

  @TempDir Path folder = Path.of("never used");

  @ParameterizedTest
  @ValueSource(strings = {"steps.txt", "steps.md", "steps.html"})
  void readsTenThousandItemsAsOneList(String name) throws Exception {
    boolean page = name.endsWith(".html");
    StringBuilder text = new StringBuilder(page ? "<p>Do this:</p><ol>" : "Do this:\n\n");
    for (int i = 1; i <= ITEMS; i++) {
      text.append(page ? "<li>turn valve " + i + ".</li>" : i + ". turn valve " + i + ".\n");
    }
    ParsedDocument document = read(name, text.toString());

    for (int i : new int[] {1, 999, 1_000, ITEMS}) {
      assertThat(document.text()).contains("turn valve " + i + ".\n");
    }
    assertThat(document.blocks()).hasSize(ITEMS + 1).allMatch(block -> block.group() == 1);
    assertBlocksHoldAllText(document);
    List<Chunk> chunks = Chunker.sections().cut(document);
    assertThat(chunks).allMatch(chunk -> chunk.blocks().size() < 60);
    assertThat(chunks.stream().mapToInt(chunk -> chunk.blocks().size()).sum())
        .isLessThan(2 * document.blocks().size() + chunks.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 1_000})
  void readsAMillionCells(int columns) throws Exception {
    StringBuilder text = new StringBuilder();
    text.append(line(columns, c -> "column number " + c));
    int rows = CELLS / columns;
    for (int row = 0; row < rows; row++) {
      text.append(line(columns, c -> Integer.toString(c % 10)));
    }
    ParsedDocument document;
    try (ReaderUnderTest reader = new ReaderUnderTest(folder)) {
      document = reader.read("cells.csv", text.toString());
    }

    assertThat(document.blocks()).hasSize(rows + 1);
    assertThat(cells(document)).isEqualTo(CELLS + columns);
    // names are repeated in rows within a bound; so many columns have none
    assertThat(document.warnings())
        .hasSize(columns > 200 ? 0 : 1)
        .allMatch(warning -> warning.contains("names of the columns"));
  }

  @Test
  void readsAPageOfAMillionCells() throws Exception {
    StringBuilder page = new StringBuilder("<table>");
    for (int row = 0; row < CELLS / 10; row++) {
      page.append("<tr>").append("<td>7".repeat(10)).append("</tr>");
    }
    ParsedDocument document = read("cells.html", page.append("</table>").toString());

    assertThat(document.blocks()).hasSize(CELLS / 10);
    assertThat(cells(document)).isEqualTo(CELLS);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 19, 20, 21, 24})
  void losesNothingOfNestedTables(int depth) throws Exception {
    StringBuilder page = new StringBuilder();
    for (int i = 1; i <= depth; i++) {
      page.append("<table><tr><td>before ").append(i).append(".</td><td>");
    }
    page.append("core");
    for (int i = depth; i >= 1; i--) {
      page.append("</td><td>after ").append(i).append(".</td></tr></table>");
    }
    page.append("<p>End of it.</p><table><tr><th>Plan<th>Price</tr><tr><td>A<td>7</tr></table>");
    ParsedDocument document = read("nested.html", page.toString());

    for (int i = 1; i <= depth; i++) {
      assertThat(document.text()).containsOnlyOnce("before " + i + ".");
      assertThat(document.text()).containsOnlyOnce("after " + i + ".");
    }
    assertThat(document.text()).containsOnlyOnce("core");
    assertThat(Shown.blocks(document))
        .contains("PARAGRAPH: End of it.")
        .endsWith("TABLE_HEADER: Plan | Price", "TABLE_ROW: Plan: A | Price: 7");
    assertBlocksHoldAllText(document);
  }

  @Test
  void refusesAPageThatIsNestedWithoutEnd() throws Exception {
    String page = "<table><tr><td>x".repeat(5_000);
    try (ReaderUnderTest reader = new ReaderUnderTest(folder)) {
      assertThatThrownBy(() -> reader.read("nested.html", page))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(ParseReason.ARCHIVE_BOUND);
                assertThat(e).hasMessageContaining("nested deeper");
              });
    }
  }

  @Test
  void losesNothingOfATableInATableOfWord() throws Exception {
    Path file = folder.resolve("nested.docx");
    try (XWPFDocument word = new XWPFDocument();
        OutputStream out = Files.newOutputStream(file)) {
      XWPFTable table = word.createTable(2, 2);
      for (int depth = 1; depth <= 10; depth++) {
        table.getRow(0).getCell(0).setText("before " + depth);
        table.getRow(1).getCell(1).setText("after " + depth);
        var cell = table.getRow(0).getCell(1);
        var inner = cell.getCTTc().addNewTbl();
        cell.getCTTc().addNewP();
        table = new XWPFTable(inner, cell, 2, 2);
      }
      word.write(out);
    }
    ParsedDocument document = Shown.read(file);

    for (int depth = 1; depth <= 10; depth++) {
      assertThat(document.text()).contains("before " + depth, "after " + depth);
    }
    assertBlocksHoldAllText(document);
  }

  @Test
  void losesNothingOfMergedCellsThatOverlap() throws Exception {
    String page =
        """
        <table><tr><td rowspan=3>tall one</td><td rowspan=2>tall two</td><td>x</td></tr>
        <tr><td colspan=9 rowspan=9>wide</td><td>behind</td></tr>
        <tr><td rowspan=0>rest</td><td colspan=99999999>absurd</td></tr>
        <tr><td>last</td></tr></table>
        """;
    ParsedDocument document = read("overlap.html", page);

    assertThat(document.text())
        .contains("tall one", "tall two", "wide", "behind", "rest", "absurd", "last");
    assertThat(document.warnings()).anyMatch(warning -> warning.contains("was cut"));
  }

  @Test
  void losesNothingOfMergedRangesOfASheetThatOverlap() throws Exception {
    Path file = folder.resolve("overlap.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      XSSFSheet sheet = book.createSheet("Fees");
      for (int row = 0; row < 6; row++) {
        var cells = sheet.createRow(row);
        for (int column = 0; column < 5; column++) {
          cells.createCell(column).setCellValue("r" + row + "c" + column);
        }
      }
      for (String range : List.of("A1:C3", "B2:D4", "A1:A6", "C3:E3")) {
        sheet.addMergedRegionUnsafe(CellRangeAddress.valueOf(range));
      }
      book.write(out);
    }
    ParsedDocument document = Shown.read(file);

    // a merged range shows its first cell; what lies below it is not shown by any program
    assertThat(document.text()).contains("r0c0", "r5c4", "r4c1", "r0c4");
    assertBlocksHoldAllText(document);
  }

  @Test
  void namesNoColumnsWhereATableHasNone() throws Exception {
    String text = "4,17,2025-01-03,ok\n5,18,2025-01-04,ok\n6,19,2025-01-05,ok\n";

    assertThat(Shown.blocks(read("values.csv", text)))
        .containsExactly(
            "TABLE_ROW: 4 | 17 | 2025-01-03 | ok",
            "TABLE_ROW: 5 | 18 | 2025-01-04 | ok",
            "TABLE_ROW: 6 | 19 | 2025-01-05 | ok");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixed.txt", "mixed.md", "mixed.html"})
  void keepsTextOfBothDirectionsInTheOrderItIsSaid(String name) throws Exception {
    List<String> lines =
        List.of(
            "השירות Home 50 עולה 19.90 אירו בחודש (not 29.90).",
            "The plan is called بيت ٥٠ in Arabic, and costs 19.90 euros.",
            "\u202bThe line is turned\u202c by a control, \u2067שלום\u2069 is isolated.",
            "مرحبا ABC-12 שלום XYZ-34 끝.");
    String text =
        lines.stream()
            .map(line -> name.endsWith(".html") ? "<p dir=rtl>" + line + "</p>" : line + "\n\n")
            .collect(Collectors.joining());
    ParsedDocument document = read(name, text);

    assertThat(document.text()).contains(lines.get(0), lines.get(1), lines.get(3));
    assertThat(document.text()).contains("The line is turned", "by a control", "is isolated.");
    assertThat(document.blocks()).hasSize(4).allMatch(b -> b.kind() == BlockKind.PARAGRAPH);
    assertBlocksHoldAllText(document);
  }

  @Test
  void keepsRowsOfBothDirectionsInTheirOrder() throws Exception {
    ParsedDocument document =
        read("mixed.csv", "שם,Price,العملة\nבית,19.90,يورو\nHome,29.90,EUR\n");

    assertThat(Shown.blocks(document)).contains("TABLE_ROW: שם: בית | Price: 19.90 | العملة: يورو");
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 5_000})
  void losesNothingOfQuestionsWithoutEnd(int count) throws Exception {
    StringBuilder text = new StringBuilder();
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("Q: Why is it number ").append(i).append("?\n");
      page.append("<details><summary>Why number ").append(i).append("?</summary>so ").append(i);
    }
    ParsedDocument unanswered = read("asked.txt", text.toString());
    ParsedDocument nested = read("asked.html", page.substring(0, Math.min(page.length(), 2_000)));

    assertThat(unanswered.text()).contains("number 0?", "number " + (count - 1) + "?");
    assertThat(unanswered.blocks()).noneMatch(block -> block.kind() == BlockKind.QUESTION);
    assertThat(nested.text()).contains("Why number 0?", "so 20", "Why number 30?");
    assertBlocksHoldAllText(unanswered);
    assertBlocksHoldAllText(nested);
  }

  private ParsedDocument read(String name, String text)
      throws IOException, TikaException, SAXException {
    return Shown.read(Files.writeString(folder.resolve(name), text));
  }

  private static String line(int columns, IntFunction<String> cell) {
    return IntStream.range(0, columns).mapToObj(cell).collect(Collectors.joining(",")) + "\n";
  }

  private static long cells(ParsedDocument document) {
    return document.blocks().stream().mapToLong(block -> block.cells().size()).sum();
  }

  /** Blocks lie in order, don't overlap, and hold all text but white space. */
  private static void assertBlocksHoldAllText(ParsedDocument document) {
    int at = 0;
    for (Block block : document.blocks()) {
      assertThat(document.text().substring(at, block.start())).isBlank();
      at = block.end();
    }
    assertThat(document.text().substring(at)).isBlank();
  }
}

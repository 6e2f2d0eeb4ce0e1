package ai.adjutant.retriever.parse.reader;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.ReaderUnderTest;
import ai.adjutant.retriever.parse.Section;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RTF, EPUB and ODT, made here byte by byte, through a real child process. */
class FormatsOfTheirOwnTest {
  @TempDir private Path folder;
  private ReaderUnderTest reader;

  @BeforeEach
  void open() {
    reader = new ReaderUnderTest(folder);
  }

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void readsRtf() throws IOException {
    ParsedDocument document =
        reader.read(
            "a.rtf",
            "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}{\\stylesheet{\\s1 heading"
                + " 1;}}{\\info{\\title Fees}}\n"
                + "\\pard\\s1\\b All fees\\b0\\par\n"
                + "\\pard A card costs 5 \\'80 in M\\'fcnchen.\\par\n"
                + "\\pard{\\pntext\\f0 1.\\tab}{\\*\\pn\\pnlvlbody\\pndec{\\pntxta .}}Open"
                + " it.\\par\n"
                + "{\\pntext\\f0 2.\\tab}Close it.\\par\n"
                + "\\pard Last words.\\par}");

    assertThat(document.title()).isEqualTo("Fees");
    assertThat(document.text())
        .isEqualTo(
            "All fees\nA card costs 5 € in München.\n1.\tOpen it.\n2.\tClose it.\nLast words.\n");
  }

  @Test
  void readsTheListsOfLaterRtf() throws IOException {
    ParsedDocument document =
        reader.read(
            "b.rtf",
            "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0"
                + " Arial;}}{\\*\\listtable{\\list\\listtemplateid1\\listhybrid{\\listlevel\\levelnfc0\\levelstartat1{\\leveltext\\'02\\'00.;}{\\levelnumbers\\'01;}}\\listid7}}{\\*\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}}\n"
                + "\\pard Do this:\\par\n"
                + "\\pard{\\listtext 1.\\tab}\\ilvl0\\ls1 Open it.\\par\n"
                + "\\pard{\\listtext 2.\\tab}\\ilvl0\\ls1 Close it.\\par\n"
                + "\\pard Last words.\\par}");

    // the parser tells items from paragraphs, and not numbers from bullets
    assertThat(document.text().lines())
        .containsExactly("Do this:", "- Open it.", "- Close it.", "Last words.");
  }

  @Test
  void readsOdt() throws IOException {
    String content =
        "<?xml version=\"1.0\"?><office:document-content"
            + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
            + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
            + " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\">"
            + "<office:body><office:text>"
            + "<text:h text:outline-level=\"1\">All fees</text:h>"
            + "<text:p>A card costs<text:s/>5 €.</text:p>"
            + "<text:h text:outline-level=\"2\">Steps</text:h>"
            + "<text:list><text:list-item><text:p>Open it.</text:p></text:list-item>"
            + "<text:list-item><text:p>Close it.</text:p></text:list-item></text:list>"
            + "<table:table><table:table-row><table:table-cell><text:p>Plan</text:p>"
            + "</table:table-cell><table:table-cell><text:p>Price</text:p></table:table-cell>"
            + "</table:table-row><table:table-row><table:table-cell><text:p>Basic</text:p>"
            + "</table:table-cell><table:table-cell><text:p>20</text:p></table:table-cell>"
            + "</table:table-row></table:table>"
            + "<text:p>Last words.</text:p></office:text></office:body></office:document-content>";
    String meta =
        "<?xml version=\"1.0\"?><office:document-meta"
            + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
            + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
            + " xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\"><office:meta>"
            + "<dc:title>Fees</dc:title><meta:user-defined meta:name=\"Effective Date\">1 March"
            + " 2025</meta:user-defined></office:meta></office:document-meta>";
    Map<String, String> members = new LinkedHashMap<>();
    members.put("mimetype", "application/vnd.oasis.opendocument.text");
    members.put("content.xml", content);
    members.put("meta.xml", meta);
    ParsedDocument document = reader.read("a.odt", zip(members), "");

    assertThat(document.title()).isEqualTo("Fees");
    assertThat(document.text())
        .startsWith("All fees\nA card costs 5 €.\nSteps\n- Open it.\n- Close it.\n")
        .containsSubsequence("Plan", "Price", "Basic", "20", "Last words.\n");
    assertThat(document.sections())
        .extracting(Section::headingPath)
        .containsExactly(List.of("All fees"), List.of("All fees", "Steps"));
    assertThat(document.effectiveFrom()).isEqualTo(Instant.parse("2025-03-01T00:00:00Z"));
  }

  @Test
  void readsEpub() throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("mimetype", "application/epub+zip");
    members.put(
        "META-INF/container.xml",
        "<?xml version=\"1.0\"?><container version=\"1.0\""
            + " xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile"
            + " full-path=\"OEBPS/book.opf\" media-type=\"application/oebps-package+xml\"/>"
            + "</rootfiles></container>");
    members.put(
        "OEBPS/book.opf",
        "<?xml version=\"1.0\"?><package version=\"3.0\" xmlns=\"http://www.idpf.org/2007/opf\">"
            + "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Fees</dc:title>"
            + "<dc:language>en</dc:language></metadata><manifest>"
            + "<item id=\"b\" href=\"b.xhtml\" media-type=\"application/xhtml+xml\"/>"
            + "<item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>"
            + "</manifest><spine><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>");
    members.put("OEBPS/b.xhtml", xhtml("<h1>Second</h1><p>Last words.</p>"));
    members.put(
        "OEBPS/a.xhtml",
        xhtml(
            "<h1>First</h1><p>A card costs 5 €.</p><h2>Steps</h2>"
                + "<ol><li>Open it.</li><li>Close it.</li></ol>"));
    ParsedDocument document = reader.read("a.epub", zip(members), "");

    assertThat(document.title()).isEqualTo("Fees");
    assertThat(document.text())
        .isEqualTo(
            "First\nA card costs 5 €.\nSteps\n1. Open it.\n2. Close it.\nSecond\nLast words.\n");
    assertThat(document.sections())
        .extracting(Section::headingPath)
        .containsExactly(List.of("First"), List.of("First", "Steps"), List.of("Second"));
  }

  @Test
  void dropsTheCodesOfExcelHeaders() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      XSSFSheet sheet = book.createSheet("Prices");
      sheet.createRow(0).createCell(0).setCellValue("Basic costs 20");
      sheet.getHeader().setLeft("&\"Arial,Bold\"&12Price list &A");
      sheet.getHeader().setCenter("R&&D &K000000only Q&&A");
      sheet.getFooter().setRight("Page &P of &N");
      sheet.getFooter().setLeft("&D &T &F");
      sheet.getFooter().setCenter("&BRefunds of AT&&T");
      book.write(bytes);
    }
    ParsedDocument document = reader.read("a.xlsx", bytes.toByteArray(), "");

    assertThat(document.text())
        .isEqualTo("Prices\nBasic costs 20\nPrice list\tR&D only Q&A\nRefunds of AT&T\n");
  }

  private static String xhtml(String body) {
    return "<?xml version=\"1.0\"?><html"
        + " xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>t</title></head><body>"
        + body
        + "</body></html>";
  }

  private static byte[] zip(Map<String, String> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> member : members.entrySet()) {
        byte[] content = member.getValue().getBytes(StandardCharsets.UTF_8);
        ZipEntry entry = new ZipEntry(member.getKey());
        if (member.getKey().equals("mimetype")) { // stored, so that the type can be detected
          CRC32 crc = new CRC32();
          crc.update(content);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }
}

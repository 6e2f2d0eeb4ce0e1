package ai.adjutant.retriever.parse.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.parse.DocumentReader;
import ai.adjutant.retriever.parse.PageStart;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Section;
import ai.adjutant.retriever.parse.archive.FilePart;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each format once, made here, through a real child process. */
class FormatsTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir static Path folder;
  private static @Nullable DocumentReader reader;

  @BeforeAll
  static void open() {
    reader = FileReader.open(folder.resolve("work"), ParseSettings.defaults(2));
  }

  @AfterAll
  static void close() {
    if (reader != null) {
      reader.close();
    }
  }

  @Test
  void readsHtml() throws IOException {
    ParsedDocument document =
        read(
            "a.html",
            """
            <html><head><title>Fees</title><meta name="effective_from" content="2026-01-01">
            <meta name="label" content="internal"><meta name="owner" content="Ann">
            <style>p {}</style></head><body><script>var x = "<p>no</p>";</script>
            <h1>All
            fees</h1><div>You pay<br>five
            euros.</div><ul><li>One</li><li><p>Two</p></li></ul><ol><li>First</li></ol>
            <h2>Table</h2><table><tr><th>Plan</th><th>Price</th></tr>
            <tr><td>Basic</td><td><p>20</p></td></tr></table>
            <table><tr><td>Left</td><td><h2>Layout</h2>Text</td></tr></table></body></html>
            """);

    assertThat(document.title()).isEqualTo("Fees");
    assertThat(document.text())
        .isEqualTo(
            """
            All fees
            You pay
            five euros.
            - One
            - Two
            1. First
            Table
            Plan | Price
            Plan: Basic | Price: 20
            Left
            Layout
            Text
            """);
    assertThat(document.sections())
        .extracting(Section::headingPath)
        .containsExactly(
            List.of("All fees"), List.of("All fees", "Table"), List.of("All fees", "Layout"));
    assertThat(document.effectiveFrom()).isEqualTo(FROM);
    assertThat(document.label()).isEqualTo("internal");
    assertThat(document.metadata()).containsEntry("owner", "Ann");
  }

  @Test
  void readsMailWithItsAttachment() throws IOException {
    ParsedDocument document =
        read(
            "a.eml",
            """
            From: Ann <ann@example.org>
            To: Bob <bob@example.org>
            Subject: New tariff
            X-Effective-From: 2026-01-01
            X-Label: internal
            X-Spam: no
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="b"

            --b
            Content-Type: text/plain; charset=utf-8

            The tariff changes.
            --b
            Content-Type: text/plain; name="note.txt"
            Content-Disposition: attachment; filename="note.txt"

            Read this note.
            --b--
            """);

    assertThat(document.title()).isEqualTo("New tariff");
    assertThat(document.text())
        .contains("The tariff changes.")
        .contains("note.txt")
        .contains("Read this note.");
    assertThat(document.effectiveFrom()).isEqualTo(FROM);
    assertThat(document.label()).isEqualTo("internal");
    assertThat(document.metadata()).containsKey("from").doesNotContainKey("spam");
  }

  @Test
  void readsWord() throws IOException {
    Path file = folder.resolve("a.docx");
    try (XWPFDocument word = new XWPFDocument();
        OutputStream out = Files.newOutputStream(file)) {
      var style = word.createStyles();
      style.setSpellingLanguage("en-US");
      XWPFParagraph heading = word.createParagraph();
      heading.setStyle("Heading1");
      heading.createRun().setText("Leave");
      word.createParagraph().createRun().setText("You have thirty days.");
      word.getProperties().getCustomProperties().addProperty("effective_from", "2026-01-01");
      word.getProperties().getCustomProperties().addProperty("Owner", "Ann");
      word.write(out);
    }

    ParsedDocument document = parse(file);

    assertThat(document.text()).isEqualTo("Leave\nYou have thirty days.\n");
    assertThat(document.effectiveFrom()).isEqualTo(FROM);
    assertThat(document.metadata()).containsEntry("owner", "Ann");
  }

  @Test
  void readsSlides() throws IOException {
    Path file = folder.resolve("a.pptx");
    try (XMLSlideShow show = new XMLSlideShow();
        OutputStream out = Files.newOutputStream(file)) {
      for (String title : List.of("Welcome to the Team", "Opening Hours")) {
        XSLFSlide slide =
            show.createSlide(
                show.getSlideMasters().getFirst().getLayout(SlideLayout.TITLE_AND_CONTENT));
        slide.getPlaceholder(0).setText(title);
        slide.getPlaceholder(1).setText("What this slide says of " + title.length() + ".");
      }
      show.write(out);
    }

    ParsedDocument document = parse(file);

    assertThat(document.title()).isEqualTo("Welcome to the Team");
    assertThat(document.pages()).extracting(PageStart::page).containsExactly(1, 2);
    assertThat(document.sections())
        .extracting(Section::headingPath)
        .containsExactly(
            List.of("Welcome to the Team"), List.of("Welcome to the Team", "Opening Hours"));
  }

  @Test
  void readsSheets() throws IOException {
    Path file = folder.resolve("a.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      XSSFSheet sheet = book.createSheet("Prices");
      String[][] rows = {
        {"Plan", "Price", "Data"}, {"Basic", "20", "1 GB"}, {"Large", "30", "9 GB"}
      };
      for (int r = 0; r < rows.length; r++) {
        var row = sheet.createRow(r);
        for (int c = 0; c < 3; c++) {
          row.createCell(c).setCellValue(rows[r][c]);
        }
      }
      book.write(out);
    }

    assertThat(parse(file).text())
        .isEqualTo(
            "Prices\nPlan | Price | Data\nPlan: Basic | Price: 20 | Data: 1 GB\n"
                + "Plan: Large | Price: 30 | Data: 9 GB\n");
  }

  @Test
  void readsCsv() throws IOException {
    assertThat(read("a.csv", "Code;Meaning;Days\nA1;\"Late; \"\"very\"\"\";3\nB2;Lost;5\n").text())
        .isEqualTo(
            "Code | Meaning | Days\nCode: A1 | Meaning: Late; \"very\" | Days: 3\n"
                + "Code: B2 | Meaning: Lost | Days: 5\n");
  }

  @Test
  void readsPdf() throws IOException {
    Path file = folder.resolve("a.pdf");
    try (PDDocument pdf = new PDDocument()) {
      pdf.getDocumentInformation().setCustomMetadataValue("effective_from", "2026-01-01");
      PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
      for (String text : List.of("One plan costs twenty euros a month.", "Another costs thirty.")) {
        PDPage page = new PDPage();
        pdf.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
          content.beginText();
          content.setFont(font, 12);
          content.newLineAtOffset(72, 600);
          content.showText(text);
          content.endText();
        }
      }
      pdf.save(file.toFile());
    }

    ParsedDocument document = parse(file);

    assertThat(document.text())
        .isEqualTo("One plan costs twenty euros a month.\nAnother costs thirty.\n");
    assertThat(document.pages()).containsExactly(new PageStart(0, 1), new PageStart(37, 2));
    assertThat(document.effectiveFrom()).isEqualTo(FROM);
  }

  @Test
  void readsLargeTextsTheSameWay() throws IOException {
    String lines = "A line of text.\n".repeat(150_000);
    assertThat(read("large.txt", lines).text()).isEqualTo(lines);
    ParsedDocument markdown = read("large.md", "# Head\n\n" + lines.replace("\n", "\n\n"));
    assertThat(markdown.text()).isEqualTo("Head\n" + lines);
    assertThat(markdown.contentType()).isEqualTo("text/markdown");
  }

  @Test
  void tellsAScannedPdf() throws IOException {
    Path file = folder.resolve("scan.pdf");
    try (PDDocument pdf = new PDDocument()) {
      PDPage page = new PDPage();
      pdf.addPage(page);
      BufferedImage image = new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB);
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        content.drawImage(LosslessFactory.createFromImage(pdf, image), 0, 0);
      }
      pdf.save(file.toFile());
    }

    assertFails(file, ParseReason.NEEDS_OCR);
  }

  @Test
  void tellsWhatItCannotRead() throws IOException {
    Path picture = folder.resolve("a.png");
    ImageIO.write(new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    assertFails(picture, ParseReason.UNSUPPORTED_FORMAT);
    assertFails(write("a.dat", new byte[] {0, 1, 2, 3, 0, 9}), ParseReason.UNSUPPORTED_FORMAT);
    assertFails(write("a.docx", bytes("not a document at all \u0000")), ParseReason.CORRUPT);
    assertFails(write("b.pdf", bytes("%PDF-1.7\nnothing")), ParseReason.CORRUPT);
    assertFails(write("a.html", bytes("<html><body> </body></html>")), ParseReason.EMPTY);
    assertFails(write("big.txt", new byte[33_000_000]), ParseReason.TOO_LARGE);
  }

  @Test
  void fetchesNothingThatADocumentNames() throws IOException {
    Path secret = write("secret.txt", bytes("the secret"));
    ParsedDocument document =
        read(
            "x.xml",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e SYSTEM \""
                + secret.toUri()
                + "\">]><a>before &e; after</a>");

    assertThat(document.text()).contains("before").doesNotContain("secret");
  }

  private static void assertFails(Path file, ParseReason reason) {
    assertThatThrownBy(() -> parse(file))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).as(file.toString()).isEqualTo(reason));
  }

  private static ParsedDocument read(String name, String text) throws IOException {
    return parse(write(name, bytes(text)));
  }

  private static ParsedDocument parse(Path file) throws IOException {
    return Objects.requireNonNull(reader).parse(FilePart.of(file, file.getFileName().toString()));
  }

  private static Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

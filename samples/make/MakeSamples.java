import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.ooxml.POIXMLDocument;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyles;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/**
 * Makes the samples' binary documents from their sources: {@code sources/TOPIC/NAME.docx.md} becomes {@code
 * documents/TOPIC/NAME.docx}, alike for pdf and pptx; {@code NAME.xlsx.csv} becomes {@code NAME.xlsx}.
 *
 * <p>From the root, after a build: {@code java -cp 'standalone/target/lib/*' samples/make/MakeSamples.java samples}
 */
final class MakeSamples {
  private static final float MARGIN = 60;
  private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;

  private MakeSamples() {}

  public static void main(String[] args) throws IOException {
    Path samples = Path.of(args[0]);
    List<Path> sources;
    try (Stream<Path> all = Files.walk(samples)) {
      sources = all.filter(Files::isRegularFile).filter(p -> p.toString().contains("/sources/")).sorted().toList();
    }
    for (Path source : sources) {
      String name = source.toString().replace("/sources/", "/documents/");
      Path target = Path.of(name.substring(0, name.lastIndexOf('.')));
      Files.createDirectories(target.getParent());
      Source text = Source.read(source);
      String ending = target.toString().substring(target.toString().lastIndexOf('.') + 1);
      switch (ending) {
        case "docx" -> docx(text, target);
        case "pdf" -> pdf(text, target);
        case "pptx" -> pptx(text, target);
        case "xlsx" -> xlsx(text, target);
        default -> throw new IOException("no maker for " + source);
      }
    }
    System.out.println(sources.size() + " documents made");
  }

  /** Front matter and blocks of a source: "# " and "## " headings, "- " and "1. " items, paragraphs. */
  private record Source(Map<String, String> properties, List<String> blocks) {
    static Source read(Path file) throws IOException {
      List<String> lines = Files.readAllLines(file);
      Map<String, String> properties = new LinkedHashMap<>();
      int at = 0;
      if (!lines.isEmpty() && lines.getFirst().equals("---")) {
        for (at = 1; !lines.get(at).equals("---"); at++) {
          String[] pair = lines.get(at).split(":", 2);
          properties.put(pair[0].strip(), pair[1].strip().replaceAll("^\"|\"$", ""));
        }
        at++;
      }
      List<String> blocks = new ArrayList<>();
      boolean open = false;
      for (String line : lines.subList(at, lines.size())) {
        boolean own = line.startsWith("#") || line.matches("\\s*([-*]|\\d+\\.) .*") || line.startsWith("|") || file.toString().endsWith(".csv");
        if (line.isBlank()) {
          open = false;
        } else if (own || !open) {
          blocks.add(line.strip());
          open = !line.startsWith("#");
        } else {
          blocks.set(blocks.size() - 1, blocks.getLast() + " " + line.strip());
        }
      }
      return new Source(properties, blocks.stream().filter(b -> !b.matches("\\|[-| :]+\\|")).toList());
    }

    String title() {
      return properties.getOrDefault("title", "");
    }
  }

  private static int level(String block) {
    int level = 0;
    while (level < block.length() && block.charAt(level) == '#') {
      level++;
    }
    return level;
  }

  /** The words of a block, without the marks of Markdown. */
  private static String words(String block) {
    return block
        .replaceAll("^#+ |^\\s*[-*] ", "")
        .replaceAll("\\*\\*|`", "")
        .replaceAll("^\\| *| *\\|$", "")
        .replaceAll(" *\\| *", ": ");
  }

  private static void properties(POIXMLDocument document, Source source) {
    document.getProperties().getCoreProperties().setTitle(source.title());
    document.getProperties().getCoreProperties().setCreator(source.properties().getOrDefault("owner", ""));
    document.getProperties().getCoreProperties().setCreated(java.util.Optional.of(new java.util.Date(1_767_225_600_000L)));
    for (String key : List.of("effective_from", "effective_until", "label", "owner")) {
      if (source.properties().containsKey(key)) {
        document.getProperties().getCustomProperties().addProperty(key, source.properties().get(key));
      }
    }
  }

  private static void docx(Source source, Path target) throws IOException {
    try (XWPFDocument document = new XWPFDocument(); OutputStream out = Files.newOutputStream(target)) {
      properties(document, source);
      XWPFStyles styles = document.createStyles();
      for (int level = 1; level <= 3; level++) {
        CTStyle style = CTStyle.Factory.newInstance();
        style.setStyleId("Heading" + level);
        style.addNewName().setVal("heading " + level);
        style.setType(STStyleType.PARAGRAPH);
        style.addNewPPr().addNewOutlineLvl().setVal(java.math.BigInteger.valueOf(level - 1));
        styles.addStyle(new XWPFStyle(style));
      }
      for (String block : source.blocks()) {
        XWPFParagraph paragraph = document.createParagraph();
        if (level(block) > 0) {
          paragraph.setStyle("Heading" + Math.min(3, level(block)));
        }
        paragraph.createRun().setText(words(block));
      }
      document.write(out);
    }
  }

  private static void pptx(Source source, Path target) throws IOException {
    try (XMLSlideShow show = new XMLSlideShow(); OutputStream out = Files.newOutputStream(target)) {
      properties(show, source);
      XSLFSlide slide = null;
      XSLFTextShape body = null;
      for (String block : source.blocks()) {
        if (level(block) > 0 || slide == null) {
          slide = show.createSlide(show.getSlideMasters().getFirst().getLayout(SlideLayout.TITLE_AND_CONTENT));
          slide.getPlaceholder(0).setText(level(block) > 0 ? words(block) : source.title());
          body = slide.getPlaceholder(1);
          body.clearText();
        }
        if (level(block) == 0) {
          body.addNewTextParagraph().addNewTextRun().setText(words(block));
        }
      }
      show.write(out);
    }
  }

  private static void xlsx(Source source, Path target) throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook(); OutputStream out = Files.newOutputStream(target)) {
      String name = target.getFileName().toString().replace(".xlsx", "").replace('-', ' ');
      String title = Character.toUpperCase(name.charAt(0)) + name.substring(1);
      Map<String, String> said = new LinkedHashMap<>(source.properties());
      said.putIfAbsent("title", title);
      properties(book, new Source(said, List.of()));
      XSSFSheet sheet = book.createSheet(title.length() > 30 ? title.substring(0, 30) : title);
      int number = 0;
      for (String block : source.blocks()) {
        XSSFRow row = sheet.createRow(number++);
        int column = 0;
        for (String cell : block.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
          String plain = cell.strip().replaceAll("^\"|\"$", "");
          if (plain.matches("-?\\d+(\\.\\d+)?")) {
            row.createCell(column++).setCellValue(Double.parseDouble(plain));
          } else {
            row.createCell(column++).setCellValue(plain);
          }
        }
      }
      book.write(out);
    }
  }

  private static void pdf(Source source, Path target) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDDocumentInformation information = new PDDocumentInformation();
      information.setTitle(source.title());
      Calendar made = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
      made.clear();
      made.set(2026, Calendar.JANUARY, 1);
      information.setCreationDate(made);
      for (String key : List.of("effective_from", "effective_until", "label", "owner")) {
        if (source.properties().containsKey(key)) {
          information.setCustomMetadataValue(key, source.properties().get(key));
        }
      }
      document.setDocumentInformation(information);
      document.setDocumentId(1L);
      PDFont plain = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
      PDFont bold = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);
      PDPageContentStream page = null;
      float y = 0;
      for (String block : source.blocks()) {
        int level = level(block);
        PDFont font = level > 0 ? bold : plain;
        float size = level == 1 ? 18 : level > 1 ? 14 : 11;
        y -= level > 0 ? 14 : 6;
        for (String line : lines(words(block), font, size)) {
          if (page == null || y < MARGIN + size || (level > 0 && y < MARGIN + 80)) {
            if (page != null) {
              page.close();
            }
            PDPage fresh = new PDPage(PDRectangle.A4);
            document.addPage(fresh);
            page = new PDPageContentStream(document, fresh);
            y = PDRectangle.A4.getHeight() - MARGIN;
          }
          page.beginText();
          page.setFont(font, size);
          page.newLineAtOffset(MARGIN, y);
          page.showText(line);
          page.endText();
          y -= size * 1.35f;
        }
      }
      if (page != null) {
        page.close();
      }
      document.save(target.toFile());
    }
  }

  private static List<String> lines(String text, PDFont font, float size) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.replace('–', '-').replace('’', '\'').replace('“', '"').replace('”', '"').split("\\s+")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && font.getStringWidth(longer) / 1000 * size > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}

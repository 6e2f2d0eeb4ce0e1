package ai.adjutant.retriever.parse.tika;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.parse.Names;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.caption.Captions;
import ai.adjutant.retriever.parse.markdown.MarkdownReader;
import ai.adjutant.retriever.parse.office.MarkedParts;
import ai.adjutant.retriever.parse.office.SheetHeaders;
import ai.adjutant.retriever.parse.pdf.PdfLayout;
import ai.adjutant.retriever.parse.pdf.PdfPage;
import ai.adjutant.retriever.parse.pdf.PdfPages;
import ai.adjutant.retriever.parse.plain.CsvReader;
import ai.adjutant.retriever.parse.plain.PlainText;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.validity.Statements;
import ai.adjutant.retriever.parse.xhtml.XhtmlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.tika.config.ServiceLoader;
import org.apache.tika.detect.Detector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.DefaultParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.external.CompositeExternalParser;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.html.IdentityHtmlMapper;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.ocr.TesseractOCRParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.xml.sax.SAXException;

/** Reads a document by Tika; runs in the child process only. For one thread. */
public final class TikaReader {
  /** Bytes of these hold no text worth finding, or parsers that run other programs. */
  private static final Set<String> REFUSED_FAMILIES = Set.of("image", "audio", "video", "font");

  private static final Set<String> REFUSED_TYPES =
      Set.of(
          "application/octet-stream",
          "application/java-vm",
          "application/java-archive",
          "application/x-msdownload",
          "application/x-executable",
          "application/x-sharedlib",
          "application/x-object",
          "application/x-elf",
          "application/x-mach-o-executable",
          "application/vnd.ms-outlook-pst");

  /** Text without markup by other names, whose charset is found as that of any other text. */
  private static final Set<String> PLAIN_TYPES =
      Set.of(
          "text/plain",
          "text/x-config",
          "text/x-ini",
          "text/x-log",
          "text/x-java-properties",
          "text/x-yaml");

  private final AutoDetectParser parser;
  private final List<JSoupParser> pages;

  /** Creates a reader with all parsers but those that run other programs. */
  public TikaReader() {
    this(
        new DefaultParser(
            MediaTypeRegistry.getDefaultRegistry(),
            new ServiceLoader(),
            List.<Class<? extends Parser>>of(
                TesseractOCRParser.class, CompositeExternalParser.class)));
  }

  /** Creates a reader with another parser for every format. */
  public TikaReader(Parser only) {
    this(new AutoDetectParser(only), List.of());
  }

  private TikaReader(DefaultParser formats) {
    this(
        new AutoDetectParser(formats),
        formats.getAllComponentParsers().stream()
            .filter(JSoupParser.class::isInstance)
            .map(JSoupParser.class::cast)
            .toList());
  }

  private TikaReader(AutoDetectParser parser, List<JSoupParser> pages) {
    this.parser = parser;
    this.pages = pages;
    Detector detector = parser.getDetector();
    parser.setDetector((in, metadata) -> {
      MediaType type = detector.detect(in, metadata);
      MarkedParts.mark(in, type);
      return type;
    });
  }

  /** Reads a file by its name and its bytes. */
  public ParsedDocument read(Path file, String id, String language, int charactersMax)
      throws IOException, TikaException, SAXException {
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, Names.file(id));
    try (TikaInputStream in = TikaInputStream.get(file)) {
      MediaType type = parser.getDetector().detect(in, metadata);
      String title = Names.title(id);
      String ending = Names.ending(id);
      if (type.getType().equals("text") && (ending.equals("md") || ending.equals("markdown"))) {
        return MarkdownReader.read(
            text(file, language, charactersMax), title, charactersMax, new Statements(language));
      }
      if (ending.equals("vtt") || ending.equals("srt")) {
        return Captions.read(
            text(file, language, charactersMax),
            title,
            ending.equals("vtt") ? Captions.WEB_VTT : Captions.SUB_RIP,
            charactersMax);
      }
      if (PLAIN_TYPES.contains(type.getBaseType().toString())) {
        return PlainText.read(
            text(file, language, charactersMax), title, charactersMax, new Statements(language));
      }
      if (type.equals(MediaType.text("csv")) || type.equals(MediaType.text("tsv"))) {
        return CsvReader.read(text(file, language, charactersMax), title, charactersMax);
      }
      refuse(type);
      metadata.set(Metadata.CONTENT_TYPE, type.toString());
      TextBuilder text = new TextBuilder(charactersMax);
      boolean pagesRead = type.getSubtype().equals("pdf") && pages(file, text, charactersMax);
      XhtmlText handler = new XhtmlText(text, type, pagesRead);
      return parse(in, metadata, type, title, handler, text, new Statements(language));
    }
  }

  private ParsedDocument parse(
      TikaInputStream in,
      Metadata metadata,
      MediaType type,
      String title,
      XhtmlText handler,
      TextBuilder text,
      Statements statements)
      throws IOException, TikaException, SAXException {
    ParseContext context = new ParseContext();
    context.set(Parser.class, parser);
    context.set(PDFParserConfig.class, pdf());
    context.set(HtmlMapper.class, IdentityHtmlMapper.INSTANCE); // the default hides div and br
    context.set(OfficeParserConfig.class, office());
    Attachments attachments = new Attachments(context, handler);
    context.set(EmbeddedDocumentExtractor.class, attachments);
    // scripts go to the attachments, which keep what is structured data; those of a mail are left
    // out
    pages.forEach(page -> page.setExtractScripts(type.getSubtype().contains("html")));
    if (type.getSubtype().contains("spreadsheetml")) {
      handler.sheets(MarkedParts.sheets(in));
    }
    parser.parse(in, SheetHeaders.before(handler, type), metadata, context);
    ScriptPairs.write(handler, text, metadata);
    handler.finish();
    attachments.warnings().forEach(statements::warn);
    Properties.read(metadata, statements);
    if (text.isBlank()) {
      boolean pictures = type.getSubtype().equals("pdf") || attachments.pictures() > 0;
      throw new AdjutantException(
          pictures ? ParseReason.NEEDS_OCR : ParseReason.EMPTY,
          pictures
              ? "it holds pictures, no text; run it through text recognition (OCR) first"
              : "it holds no text");
    }
    return statements.document(text, title, type.getBaseType().toString());
  }

  private static String text(Path file, String language, int charactersMax) throws IOException {
    if (Files.size(file) > 4L * charactersMax + 4) {
      throw new AdjutantException(
          ParseReason.TOO_LARGE,
          "its text is longer than " + charactersMax + " characters; split it");
    }
    return PlainText.decode(Files.readAllBytes(file), language);
  }

  /** Reads a PDF's pages with their layout; false where that fails and Tika must do. */
  private static boolean pages(Path file, TextBuilder text, int charactersMax) {
    List<PdfPage> pages;
    try {
      pages = PdfPages.read(file, charactersMax);
    } catch (IOException | RuntimeException e) {
      if (e instanceof AdjutantException) {
        throw (AdjutantException) e;
      }
      return false; // PDFBox throws whatever a broken file leads it to; Tika says what it was
    }
    PdfLayout.write(pages, text);
    return !text.isBlank();
  }

  private static void refuse(MediaType type) throws UnsupportedFormatException {
    if (REFUSED_FAMILIES.contains(type.getType())
        || REFUSED_TYPES.contains(type.getBaseType().toString())) {
      throw new UnsupportedFormatException(type.toString());
    }
  }

  private static PDFParserConfig pdf() {
    PDFParserConfig config = new PDFParserConfig();
    config.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    config.setExtractBookmarksText(false);
    config.setMaxMainMemoryBytes(64 << 20);
    return config;
  }

  private static OfficeParserConfig office() {
    OfficeParserConfig config = new OfficeParserConfig();
    config.setIncludeDeletedContent(false);
    config.setIncludeMoveFromContent(false);
    config.setExtractMacros(false);
    return config;
  }
}

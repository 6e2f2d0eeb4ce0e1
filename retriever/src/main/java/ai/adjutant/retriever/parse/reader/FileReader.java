package ai.adjutant.retriever.parse.reader;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.parse.DocumentReader;
import ai.adjutant.retriever.parse.Names;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Part;
import ai.adjutant.retriever.parse.archive.ArchiveLimits;
import ai.adjutant.retriever.parse.archive.BytesPart;
import ai.adjutant.retriever.parse.archive.FilePart;
import ai.adjutant.retriever.parse.archive.JsonLines;
import ai.adjutant.retriever.parse.archive.Splitter;
import ai.adjutant.retriever.parse.caption.Captions;
import ai.adjutant.retriever.parse.markdown.MarkdownReader;
import ai.adjutant.retriever.parse.plain.CsvReader;
import ai.adjutant.retriever.parse.plain.PlainText;
import ai.adjutant.retriever.parse.process.ParserChild;
import ai.adjutant.retriever.parse.process.ParserPool;
import ai.adjutant.retriever.parse.validity.Statements;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/** Reads files by the form of their names and bytes. Any thread may call. */
public final class FileReader implements DocumentReader {
  /** Endings of text without hidden parts, which is read in this process. */
  private static final Set<String> TEXTS =
      Set.of("md", "markdown", "csv", "tsv", "txt", "text", "log", "vtt", "srt");

  /** Larger texts are read in a child too: made of single signs they take much memory. */
  private static final long BYTES_HERE_MAX = 2 << 20;

  private final Path work;
  private final ParseSettings settings;
  private final ArchiveLimits archives;
  private final ParserPool pool;

  /**
   * Returns a reader within these bounds; it starts child processes only when a format needs one.
   *
   * @param work folder for temporary files; made when it is missing
   */
  public static DocumentReader open(Path work, ParseSettings settings) {
    return new FileReader(work, settings);
  }

  private FileReader(Path work, ParseSettings settings) {
    this(work, settings, ArchiveLimits.DEFAULT, ParserChild.DEFAULT_PARSER);
  }

  /** With other bounds, and with another parser in the children. */
  FileReader(Path work, ParseSettings settings, ArchiveLimits archives, String parserClass) {
    this.work = work.toAbsolutePath();
    this.settings = settings;
    this.archives = archives;
    this.pool = new ParserPool(this.work, settings, parserClass);
  }

  @Override
  public void split(Path file, String path, PartHandler handler) throws IOException {
    try {
      Names.check(path);
    } catch (AdjutantException e) {
      handler.failed(path, e);
      return;
    }
    new Splitter(work, archives, handler).split(file, path);
  }

  @Override
  public ParsedDocument parse(Part part, String language) throws IOException {
    if (part.byteCount() == 0) {
      throw new AdjutantException(ParseReason.EMPTY, part.id() + " is empty (0 bytes)");
    }
    ParsedDocument document = read(part, language);
    if (document.text().isBlank()) {
      throw new AdjutantException(ParseReason.EMPTY, part.id() + " holds no text");
    }
    return document;
  }

  private ParsedDocument read(Part part, String language) throws IOException {
    int charactersMax = settings.charactersMax();
    if (part instanceof BytesPart small) {
      byte[] bytes = bytes(part);
      return switch (small.form()) {
        case JSON_LINE -> JsonLines.parse(bytes, part.id(), charactersMax);
        case MEMBER_LIST -> {
          String names = new String(bytes, StandardCharsets.UTF_8);
          yield PlainText.read(names, Names.file(part.id()), charactersMax);
        }
      };
    }
    String ending = Names.ending(part.id());
    if (!TEXTS.contains(ending) || part.byteCount() > BYTES_HERE_MAX) {
      checkTextBytes(part, TEXTS.contains(ending));
      return inChild(part, language);
    }
    byte[] bytes = bytes(part);
    if (PlainText.isBinary(bytes)) {
      return inChild(part, language); // not what its name says; Tika detects what it is
    }
    String title = Names.title(part.id());
    String text = PlainText.decode(bytes, language);
    return switch (ending) {
      case "md", "markdown" ->
          MarkdownReader.read(text, title, charactersMax, new Statements(language));
      case "csv", "tsv" -> CsvReader.read(text, title, charactersMax);
      case "vtt" -> Captions.read(text, title, Captions.WEB_VTT, charactersMax);
      case "srt" -> Captions.read(text, title, Captions.SUB_RIP, charactersMax);
      default -> PlainText.read(text, title, charactersMax, new Statements(language));
    };
  }

  private static byte[] bytes(Part part) throws IOException {
    try (InputStream in = part.open()) {
      return in.readAllBytes();
    }
  }

  /** A text longer than its bound is refused unread: four bytes make at most one character. */
  private void checkTextBytes(Part part, boolean isText) {
    long bytesMax = 4L * settings.charactersMax() + 4;
    if (isText && part.byteCount() > bytesMax) {
      throw new AdjutantException(
          ParseReason.TOO_LARGE,
          part.id()
              + " is a text of "
              + part.byteCount()
              + " bytes; at most "
              + bytesMax
              + " are read: "
              + ParseSettings.SPLIT_OR_RAISE);
    }
  }

  private ParsedDocument inChild(Part part, String language) throws IOException {
    if (part instanceof FilePart whole) {
      return pool.parse(whole.file(), part.id(), language);
    }
    Files.createDirectories(work);
    Path file = Files.createTempFile(work, "part", ".bin");
    try (InputStream in = part.open()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return pool.parse(file, part.id(), language);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}

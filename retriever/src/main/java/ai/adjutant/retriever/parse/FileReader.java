package ai.adjutant.retriever.parse;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Reads files by the form of their names and bytes. Any thread may call. */
final class FileReader implements DocumentReader {
  private final ParseSettings settings;
  private final ArchiveLimits archives;
  private final ParserPool pool;

  FileReader(ParseSettings settings) {
    this(settings, ArchiveLimits.DEFAULT, ParserChild.DEFAULT_PARSER);
  }

  /** With other bounds, and with another parser in the children. */
  FileReader(ParseSettings settings, ArchiveLimits archives, String parserClass) {
    this.settings = settings;
    this.archives = archives;
    this.pool = new ParserPool(settings, parserClass);
  }

  @Override
  public void split(Path file, String path, PartHandler handler) throws IOException {
    try {
      Names.check(path);
    } catch (AdjutantException e) {
      handler.failed(path, e);
      return;
    }
    new Splitter(settings.work(), archives, handler).split(file, path);
  }

  @Override
  public ParsedDocument parse(Part part) throws IOException {
    if (part.byteCount() == 0) {
      throw new AdjutantException(ParseReason.EMPTY, part.id() + " is empty (0 bytes)");
    }
    ParsedDocument document = read(part);
    if (document.text().isBlank()) {
      throw new AdjutantException(ParseReason.EMPTY, part.id() + " holds no text");
    }
    return document;
  }

  private ParsedDocument read(Part part) throws IOException {
    int charactersMax = settings.textCharactersMax();
    if (part instanceof BytesPart small) {
      byte[] bytes = bytes(part);
      return switch (small.form()) {
        case JSON_LINE -> JsonLines.parse(bytes, part.id(), charactersMax);
        case MEMBER_LIST -> PlainText.read(bytes, Names.file(part.id()), charactersMax);
      };
    }
    String title = Names.title(part.id());
    return switch (Names.ending(part.id())) {
      case "md", "markdown" ->
          MarkdownReader.read(PlainText.decode(bytes(part)), title, charactersMax);
      case "csv", "tsv" -> CsvReader.read(PlainText.decode(bytes(part)), title, charactersMax);
      case "txt", "text" -> PlainText.read(bytes(part), title, charactersMax);
      default -> inChild(part);
    };
  }

  /** All bytes of a text; four bytes make at most one character that may count. */
  private byte[] bytes(Part part) throws IOException {
    long bytesMax = 4L * settings.textCharactersMax() + 4;
    if (part.byteCount() > bytesMax) {
      throw new AdjutantException(
          ParseReason.TOO_LARGE,
          part.id()
              + " is a text of "
              + part.byteCount()
              + " bytes; at most "
              + bytesMax
              + " are read: split it");
    }
    try (InputStream in = part.open()) {
      return in.readNBytes((int) Math.min(bytesMax, Integer.MAX_VALUE - 8));
    }
  }

  private ParsedDocument inChild(Part part) throws IOException {
    if (part instanceof FilePart whole) {
      return pool.parse(whole.file(), part.id());
    }
    Files.createDirectories(settings.work());
    Path file = Files.createTempFile(settings.work(), "part", ".bin");
    try (InputStream in = part.open()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return pool.parse(file, part.id());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}

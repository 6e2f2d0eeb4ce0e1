package ai.adjutant.retriever.parse;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads files by the form of their names and bytes. Any thread may call. */
final class FileReader implements DocumentReader {
  private final ParseSettings settings;

  FileReader(ParseSettings settings) {
    this.settings = settings;
  }

  @Override
  public void split(Path file, String path, PartHandler handler) throws IOException {
    try {
      Names.check(path);
    } catch (AdjutantException e) {
      handler.failed(path, e);
      return;
    }
    handler.part(FilePart.of(file, path));
  }

  @Override
  public ParsedDocument parse(Part part) throws IOException {
    if (part.byteCount() == 0) {
      throw new AdjutantException(ParseReason.EMPTY, part.id() + " is empty (0 bytes)");
    }
    String title = Names.title(part.id());
    ParsedDocument document =
        switch (Names.ending(part.id())) {
          case "md", "markdown" ->
              MarkdownReader.read(
                  PlainText.decode(bytes(part)), title, settings.textCharactersMax());
          case "txt", "text" -> PlainText.read(bytes(part), title, settings.textCharactersMax());
          default ->
              throw new AdjutantException(
                  ParseReason.UNSUPPORTED_FORMAT, "no parser reads the format of " + part.id());
        };
    if (document.text().isBlank()) {
      throw new AdjutantException(ParseReason.EMPTY, part.id() + " holds no text");
    }
    return document;
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

  @Override
  public void close() {}
}

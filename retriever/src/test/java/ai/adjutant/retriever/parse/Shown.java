package ai.adjutant.retriever.parse;

import ai.adjutant.retriever.parse.tika.TikaReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.tika.exception.TikaException;
import org.xml.sax.SAXException;

/** Blocks as lines that a test can compare: kind, depth where there is one, text. */
public final class Shown {
  private Shown() {}

  public static List<String> blocks(ParsedDocument document) {
    return document.blocks().stream()
        .map(block ->
            block.kind()
                + (block.level() > 0 ? " " + block.level() : "")
                + ": "
                + document.text().substring(block.start(), block.end()))
        .toList();
  }

  /** The document in a file, read in this process. */
  public static ParsedDocument read(Path file) throws IOException, TikaException, SAXException {
    return new TikaReader().read(file, file.getFileName().toString(), "en", 8_000_000);
  }
}

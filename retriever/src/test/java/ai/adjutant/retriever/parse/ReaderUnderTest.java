package ai.adjutant.retriever.parse;

import ai.adjutant.retriever.parse.archive.FilePart;
import ai.adjutant.retriever.parse.reader.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real reader over files that a test writes. */
public final class ReaderUnderTest implements AutoCloseable {
  private final Path folder;
  private final DocumentReader reader;

  public ReaderUnderTest(Path folder) {
    this.folder = folder;
    this.reader = FileReader.open(folder.resolve("work"), ParseSettings.defaults(1));
  }

  public ParsedDocument read(String name, String text) throws IOException {
    return read(name, text.getBytes(StandardCharsets.UTF_8), "");
  }

  public ParsedDocument read(String name, byte[] bytes, String language) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    return reader.parse(FilePart.of(file, name), language);
  }

  @Override
  public void close() {
    reader.close();
  }
}

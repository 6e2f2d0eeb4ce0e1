package ai.adjutant.retriever.parse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real reader over files that a test writes. */
final class ReaderUnderTest implements AutoCloseable {
  private final Path folder;
  private final DocumentReader reader;

  ReaderUnderTest(Path folder) {
    this.folder = folder;
    this.reader = DocumentReader.open(folder.resolve("work"), ParseSettings.defaults(1));
  }

  ParsedDocument read(String name, String text) throws IOException {
    return read(name, text.getBytes(StandardCharsets.UTF_8), "");
  }

  ParsedDocument read(String name, byte[] bytes, String language) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    return reader.parse(FilePart.of(file, name), language);
  }

  @Override
  public void close() {
    reader.close();
  }
}

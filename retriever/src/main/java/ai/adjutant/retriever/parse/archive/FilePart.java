package ai.adjutant.retriever.parse.archive;

import ai.adjutant.chassis.file.Sha256;
import ai.adjutant.retriever.parse.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Describes a part that is a whole file on disk. */
public record FilePart(Path file, String id, String sha256, long byteCount) implements Part {
  /** Returns the part of a file, whose bytes are read once for their hash. */
  public static FilePart of(Path file, String id) throws IOException {
    return new FilePart(file, id, Sha256.of(file), Files.size(file));
  }

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(file);
  }
}

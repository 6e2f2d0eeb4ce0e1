package ai.adjutant.inference.model;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The digest that stands for a model's whole behaviour. */
final class Digests {
  private static final int BUFFER_BYTES = 1 << 20;

  private Digests() {}

  /** Digest over name, length and bytes of each file, in the order given. */
  static ModelSpec.Files files(Path directory, Path graph, Path tokenizer, List<Path> parts) {
    MessageDigest sha = sha256();
    long bytes = 0;
    for (Path part : parts) {
      try (InputStream in = Files.newInputStream(part)) {
        long length = Files.size(part);
        String header = directory.normalize().relativize(part.normalize()) + "\n" + length + "\n";
        sha.update(header.getBytes(StandardCharsets.UTF_8));
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          sha.update(buffer, 0, read);
        }
        bytes += length;
      } catch (IOException e) {
        throw new AdjutantException(
            ModelReason.MODEL_FILE_REFUSED,
            part.getFileName() + " can't be read (" + e.getClass().getSimpleName() + ")",
            e);
      }
    }
    return new ModelSpec.Files(
        graph, Optional.of(tokenizer), HexFormat.of().formatHex(sha.digest()), bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package ai.adjutant.admin.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Digests of files, hexadecimal. */
public final class Digests {
  private static final int BUFFER_BYTES = 1024 * 1024;

  private Digests() {}

  /**
   * SHA-256 of a file.
   *
   * @param read is given the count of bytes as they are read
   */
  public static String sha256(Path file, LongConsumer read) throws IOException {
    return digest(algorithm("SHA-256"), file, read);
  }

  /**
   * The name that git gives a file's content: SHA-1 over a header with its length, and the bytes.
   */
  public static String gitBlob(Path file, LongConsumer read) throws IOException {
    MessageDigest digest = algorithm("SHA-1");
    digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    return digest(digest, file, read);
  }

  private static String digest(MessageDigest digest, Path file, LongConsumer read)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        read.accept(count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + name, e);
    }
  }
}

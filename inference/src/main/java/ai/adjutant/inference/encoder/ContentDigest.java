package ai.adjutant.inference.encoder;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest that stands for an encoder's whole behaviour.
 *
 * @param digest SHA-256, hexadecimal
 * @param bytes how much it stands for
 */
public record ContentDigest(String digest, long bytes) {
  private static final int BUFFER_BYTES = 1 << 20;

  /** Over parts in memory. */
  public static ContentDigest of(byte[]... parts) {
    MessageDigest sha = sha256();
    long bytes = 0;
    for (byte[] part : parts) {
      sha.update(part);
      bytes += part.length;
    }
    return new ContentDigest(HexFormat.of().formatHex(sha.digest()), bytes);
  }

  /** Over name, length and bytes of each file that counts. */
  public static ContentDigest of(EncoderDirectory directory) {
    MessageDigest sha = sha256();
    long bytes = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    for (Path part : directory.parts()) {
      try (InputStream in = Files.newInputStream(part)) {
        String header = part.getFileName() + "\n" + Files.size(part) + "\n";
        sha.update(header.getBytes(StandardCharsets.UTF_8));
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          sha.update(buffer, 0, read);
          bytes += read;
        }
      } catch (IOException e) {
        throw new AdjutantException(
            EncoderReason.ENCODER_REFUSED,
            part.getFileName() + " can't be read (" + e.getClass().getSimpleName() + ")",
            e);
      }
    }
    return new ContentDigest(HexFormat.of().formatHex(sha.digest()), bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package ai.adjutant.inference.encoder;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The digest that stands for an encoder's whole behaviour.
 *
 * @param digest SHA-256, hexadecimal
 * @param bytes how much it stands for
 */
public record ContentDigest(String digest, long bytes) {
  /** Over parts in memory. */
  public static ContentDigest of(byte[]... parts) {
    MessageDigest sha = Sha256.start();
    long bytes = 0;
    for (byte[] part : parts) {
      sha.update(part);
      bytes += part.length;
    }
    return new ContentDigest(HexFormat.of().formatHex(sha.digest()), bytes);
  }

  /** Over name, length and bytes of each file that counts. */
  public static ContentDigest of(EncoderDirectory directory) {
    MessageDigest sha = Sha256.start();
    long bytes = 0;
    for (Path part : directory.parts()) {
      try {
        String header = part.getFileName() + "\n" + Files.size(part) + "\n";
        sha.update(header.getBytes(StandardCharsets.UTF_8));
        bytes += Sha256.update(sha, part);
      } catch (IOException e) {
        throw new AdjutantException(
            EncoderReason.ENCODER_REFUSED,
            part.getFileName() + " can't be read (" + e.getClass().getSimpleName() + ")",
            e);
      }
    }
    return new ContentDigest(HexFormat.of().formatHex(sha.digest()), bytes);
  }
}

package ai.adjutant.retriever.load;

import ai.adjutant.chassis.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** SHA-256, lower-case hexadecimal. */
final class Hashes {
  private Hashes() {}

  /** Hashes a list of texts; a zero byte ends each, so that other bounds give another hash. */
  static String of(List<String> texts) {
    MessageDigest digest = Sha256.start();
    for (String text : texts) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

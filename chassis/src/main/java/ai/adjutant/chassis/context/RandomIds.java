package ai.adjutant.chassis.context;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Draws identifiers that nobody can guess. */
public final class RandomIds implements IdSource {
  private final SecureRandom random = new SecureRandom();

  @Override
  public String next(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    id[0] |= 1; // a trace identifier of zeros is invalid
    return HexFormat.of().formatHex(id);
  }
}

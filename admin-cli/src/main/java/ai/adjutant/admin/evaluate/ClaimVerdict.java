package ai.adjutant.admin.evaluate;

import ai.adjutant.chat.v1.CheckedClaim;
import ai.adjutant.chat.v1.Support;
import java.util.Locale;

/**
 * What a ground check says of a claim.
 *
 * @param supported whether it stands
 * @param kind of the first sentence that does not stand, else of the last one; in lower case
 */
record ClaimVerdict(JudgedClaim claim, boolean supported, String kind) {
  static ClaimVerdict of(JudgedClaim claim, CheckedClaim checked) {
    String kind = "";
    for (Support sentence : checked.getSentencesList()) {
      kind = sentence.getKind().name().replaceFirst("^SUPPORT_KIND_", "").toLowerCase(Locale.ROOT);
      if (!sentence.getSupported()) {
        break;
      }
    }
    return new ClaimVerdict(claim, checked.getSupported(), kind);
  }

  /** Whether the check finds that it does not stand. */
  boolean refused() {
    return !supported;
  }

  /** Whether the check says what the file says. */
  boolean right() {
    return supported == claim.supported();
  }
}

package ai.adjutant.retriever.parse.process;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.parse.ParseReason;
import java.util.Locale;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.ZeroByteFileException;

/** Why a parser threw. */
final class Failures {
  private static final int CAUSES_MAX = 20;

  private Failures() {}

  static ParseReason reason(Throwable thrown) {
    Throwable at = thrown;
    for (int i = 0; at != null && i < CAUSES_MAX; i++) {
      String name = at.getClass().getSimpleName();
      String message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
      if (at instanceof AdjutantException known && known.reason() instanceof ParseReason reason) {
        return reason;
      }
      if (at instanceof EncryptedDocumentException || name.equals("InvalidPasswordException")) {
        return ParseReason.ENCRYPTED;
      }
      if (at instanceof ZeroByteFileException) {
        return ParseReason.EMPTY;
      }
      if (at instanceof UnsupportedFormatException) {
        return ParseReason.UNSUPPORTED_FORMAT;
      }
      if (message.contains("zip bomb")) {
        return ParseReason.ARCHIVE_BOUND;
      }
      at = at.getCause();
    }
    return ParseReason.CORRUPT;
  }

  static String message(ParseReason reason, Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; root.getCause() != null && i < CAUSES_MAX; i++) {
      root = root.getCause();
    }
    return switch (reason) {
      case ENCRYPTED -> "it is encrypted; save it without a password";
      case EMPTY -> "it is empty";
      case UNSUPPORTED_FORMAT -> "no parser reads its format; save it as PDF, DOCX or text";
      case ARCHIVE_BOUND ->
          String.valueOf(root.getMessage()).contains("nesting")
              ? "its elements are nested deeper than is read; save it with fewer levels"
              : "it unpacks to far more than its size";
      default ->
          "it is damaged or not what its name says (" + root.getClass().getSimpleName() + ")";
    };
  }
}

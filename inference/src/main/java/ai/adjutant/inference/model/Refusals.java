package ai.adjutant.inference.model;

import ai.adjutant.chassis.error.AdjutantException;
import org.jspecify.annotations.Nullable;

/** The ways to say that a directory can't be served. */
final class Refusals {
  private Refusals() {}

  static AdjutantException missing(String file, String cure) {
    return new AdjutantException(ModelReason.MODEL_FILE_MISSING, file + " is missing; " + cure);
  }

  static AdjutantException file(String message) {
    return file(message, null);
  }

  static AdjutantException file(String message, @Nullable Throwable cause) {
    return new AdjutantException(ModelReason.MODEL_FILE_REFUSED, message, cause);
  }

  static AdjutantException unsupported(String message) {
    return new AdjutantException(ModelReason.MODEL_NOT_SUPPORTED, message);
  }
}

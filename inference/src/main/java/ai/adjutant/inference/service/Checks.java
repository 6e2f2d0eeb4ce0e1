package ai.adjutant.inference.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.engine.GenerationOptions;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What requests of several methods have in common. */
final class Checks {
  /** Longest text of a request, in characters: some two hundred pages. */
  static final int CHARACTERS_MAX = 1_000_000;

  private static final String PREFIX = "models/";

  private Checks() {}

  /** The model that a request names; empty where it leaves the choice to the server. */
  static String optionalModel(String resource) {
    return resource.isEmpty() ? "" : model(resource);
  }

  /** The model that a request must name. */
  static String model(String resource) {
    String name = resource.startsWith(PREFIX) ? resource.substring(PREFIX.length()) : "";
    if (!Catalogue.NAME.matcher(name).matches()) {
      throw new AdjutantException(
          ServiceReason.MODEL_NAME_INVALID,
          "'"
              + shortened(resource)
              + "' is no model's name: models/NAME, where NAME has 1 to 128 letters, digits, '.',"
              + " '_' and '-' and begins with a letter or digit");
    }
    return name;
  }

  /** The resource name of a model. */
  static String resource(String model) {
    return PREFIX + model;
  }

  /** Refuses a text that is empty, blank or too long. */
  static void text(String what, String text) {
    if (text.isBlank()) {
      throw empty(what + " is empty; send at least one word");
    }
    if (text.length() > CHARACTERS_MAX) {
      throw new AdjutantException(
          ServiceReason.TEXT_TOO_LONG,
          what
              + " has "
              + text.length()
              + " characters and may have "
              + CHARACTERS_MAX
              + "; cut it into chunks");
    }
  }

  static AdjutantException empty(String message) {
    return new AdjutantException(ServiceReason.TEXT_EMPTY, message);
  }

  /** Creates the error of a call that its caller has cancelled. */
  static AdjutantException cancelled() {
    return new AdjutantException(
        ServiceReason.CALL_CANCELLED, "the caller cancelled the call, or its deadline passed");
  }

  /** How long the caller of the current call waits; without a deadline as long as anything may. */
  static Duration timeout() {
    Deadline deadline = Context.current().getDeadline();
    return deadline == null
        ? GenerationOptions.TIMEOUT_MAX
        : Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}

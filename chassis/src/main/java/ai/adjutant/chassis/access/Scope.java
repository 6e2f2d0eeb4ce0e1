package ai.adjutant.chassis.access;

import java.util.Locale;
import java.util.Optional;

/** What a key may be used for. */
public enum Scope {
  /** Ask and search, and read corpora, documents and the state of the services. */
  ASK,
  /** Create, change and delete corpora and load documents. */
  LOAD,
  /** Everything, models and keys too. */
  ADMIN;

  /** Returns the name as users write it, {@code ask}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the scope of this name; empty for any other text. */
  public static Optional<Scope> named(String word) {
    for (Scope scope : values()) {
      if (scope.word().equals(word)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }
}

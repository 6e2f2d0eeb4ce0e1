package ai.adjutant.architecture.bad.gateway.answer;

import ai.adjutant.architecture.bad.retriever.search.SeesTooMuch;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Sees another service's package and the framework, and asks the environment. */
@Singleton
public record Answers(@Nullable SeesTooMuch search) {
  /** Where no setting may come from. */
  public static @Nullable String home() {
    return System.getenv("HOME");
  }
}

package ai.adjutant.admin.search;

import ai.adjutant.retrieval.v1.Rerank;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a search has its best hits read and reranked. */
public final class RerankOption {
  @Option(
      names = "--rerank",
      paramLabel = "on|off",
      description =
          "Whether the best hits are read with the question, and reranked (default: as the corpus"
              + " says).")
  private @Nullable Choice choice;

  /** As people write it. */
  enum Choice {
    on,
    off
  }

  /** Returns the contract's name. */
  public Rerank message() {
    Choice chosen = choice;
    if (chosen == null) {
      return Rerank.RERANK_UNSPECIFIED;
    }
    return switch (chosen) {
      case on -> Rerank.RERANK_ON;
      case off -> Rerank.RERANK_OFF;
    };
  }
}

package ai.adjutant.admin.client;

import ai.adjutant.retrieval.v1.SearchMode;

/** Legs as people name them. */
public enum LegMode {
  /** Words alone. */
  bm25,
  /** Vectors alone. */
  vector,
  /** Both. */
  hybrid;

  /** The contract's name. */
  public SearchMode message() {
    return switch (this) {
      case bm25 -> SearchMode.SEARCH_MODE_BM25;
      case vector -> SearchMode.SEARCH_MODE_VECTOR;
      case hybrid -> SearchMode.SEARCH_MODE_HYBRID;
    };
  }
}

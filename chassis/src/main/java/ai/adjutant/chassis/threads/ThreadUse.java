package ai.adjutant.chassis.threads;

import java.util.Locale;

/** What threads of the budget compute. */
public enum ThreadUse {
  /** One step of a language model. */
  GENERATION,
  /** Texts that are embedded, and passages that are reranked, at once; a thread each. */
  EMBEDDING,
  /** Merges of index segments at once, over all corpora; a thread each. */
  MERGES,
  /** Documents that are parsed at once; a child process or a thread each. */
  PARSERS;

  /** Its name for people and programs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.term.TermList;
import ai.adjutant.retriever.term.TermReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the terms that people added to a corpus, in memory and on disk. Any thread may call. */
final class CorpusTerms {
  private static final Logger log = LoggerFactory.getLogger(CorpusTerms.class);

  private final Path folder;
  private final boolean damaged;
  private volatile TermList list;

  private CorpusTerms(Path folder, TermList list, boolean damaged) {
    this.folder = folder;
    this.list = list;
    this.damaged = damaged;
  }

  /** Opens those of a corpus; where the file can't be read, there are none, and none are taken. */
  static CorpusTerms open(Path folder) {
    try {
      return new CorpusTerms(folder, TermsFile.read(folder), false);
    } catch (IOException e) {
      log.error("the terms of a corpus can't be read: corpus={}", folder.getFileName(), e);
      return new CorpusTerms(folder, TermList.EMPTY, true);
    }
  }

  TermList list() {
    return list;
  }

  /** Returns what is wrong, and how to mend it; empty when nothing is. */
  String notice() {
    return damaged
        ? TermsFile.NAME
            + " can't be read, so that the terms which people added are not used; bring it back"
            + " from a copy and restart, or delete it and add them again"
        : "";
  }

  /**
   * Changes the list; the change is durable, and read by searches, when this returns.
   *
   * @throws AdjutantException TERMS_DAMAGED, TOO_MANY_TERMS, STORAGE_FAILED
   */
  synchronized TermList update(UnaryOperator<TermList> change) {
    if (damaged) {
      throw new AdjutantException(TermReason.TERMS_DAMAGED, notice());
    }
    TermList next = change.apply(list);
    if (!next.equals(list)) {
      try {
        TermsFile.write(folder, next);
      } catch (IOException e) {
        throw CorpusRegistry.storageFailed("the terms of " + folder.getFileName(), e);
      }
      list = next;
    }
    return next;
  }
}

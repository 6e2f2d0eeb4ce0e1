package ai.adjutant.retriever.search;

import ai.adjutant.retriever.term.TermKind;
import java.time.Instant;

/** States where a term of a question comes from. */
public sealed interface TermSource {
  /** A chunk of a document explains it. */
  record Document(String documentId, int chunk) implements TermSource {}

  /** A person added it to the corpus' list. */
  record Person(String principal, Instant addTime, TermKind kind) implements TermSource {}
}

package ai.adjutant.retriever.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retrieval.v1.Term;
import ai.adjutant.retrieval.v1.TermKind;
import ai.adjutant.retrieval.v1.TermState;
import ai.adjutant.retriever.index.ExplainedTerm;
import ai.adjutant.retriever.term.AddedTerm;
import ai.adjutant.retriever.term.TermKey;
import ai.adjutant.retriever.term.TermList;
import java.time.Instant;

/** Terms of corpora as messages. */
final class TermMessages {
  private TermMessages() {}

  static TermKind kind(ai.adjutant.retriever.term.TermKind kind) {
    return switch (kind) {
      case ABBREVIATION -> TermKind.TERM_KIND_ABBREVIATION;
      case SYNONYM -> TermKind.TERM_KIND_SYNONYM;
      case WORD -> TermKind.TERM_KIND_WORD;
    };
  }

  /** What a person adds. */
  static AddedTerm parse(Term term, String principal, Instant now) {
    return new AddedTerm(
        term.getShortForm(),
        term.getLongForm(),
        switch (term.getKind()) {
          case TERM_KIND_UNSPECIFIED, TERM_KIND_ABBREVIATION ->
              ai.adjutant.retriever.term.TermKind.ABBREVIATION;
          case TERM_KIND_SYNONYM -> ai.adjutant.retriever.term.TermKind.SYNONYM;
          case TERM_KIND_WORD -> ai.adjutant.retriever.term.TermKind.WORD;
          case UNRECOGNIZED ->
              throw new AdjutantException(
                  RequestReason.BAD_VALUE, "kind has a value that this service does not know");
        },
        principal,
        now);
  }

  static Term.Builder added(AddedTerm term) {
    return Term.newBuilder()
        .setShortForm(term.shortForm())
        .setLongForm(term.longForm())
        .setKind(kind(term.kind()))
        .setState(TermState.TERM_STATE_ACTIVE)
        .setPrincipal(term.principal())
        .setAddTime(Times.of(term.addTime()));
  }

  /** What documents explain, and what became of it by what people say. */
  static Term.Builder explained(String corpus, ExplainedTerm term, TermList list) {
    TermKey key = TermKey.of(term.shortForm(), term.longForm());
    return source(corpus, term, Term.newBuilder())
        .setShortForm(term.shortForm())
        .setLongForm(term.longForm())
        .setKind(TermKind.TERM_KIND_ABBREVIATION)
        .setState(
            list.isRemoved(key)
                ? TermState.TERM_STATE_REMOVED
                : list.isOverridden(key)
                    ? TermState.TERM_STATE_OVERRIDDEN
                    : TermState.TERM_STATE_ACTIVE);
  }

  static Term.Builder source(String corpus, ExplainedTerm term, Term.Builder message) {
    return message
        .setDocumentCount(term.documentCount())
        .setChunk(ResourceNames.chunk(corpus, term.documentId(), term.chunk()));
  }

  /** What was removed and no document explains at the moment. */
  static Term.Builder removed(TermKey key) {
    return Term.newBuilder()
        .setShortForm(key.shortForm())
        .setLongForm(key.longForm())
        .setKind(TermKind.TERM_KIND_ABBREVIATION)
        .setState(TermState.TERM_STATE_REMOVED);
  }
}

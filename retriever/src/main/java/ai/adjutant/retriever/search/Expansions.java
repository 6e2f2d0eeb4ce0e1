package ai.adjutant.retriever.search;

import ai.adjutant.retriever.index.Condition;
import ai.adjutant.retriever.index.ExplainedTerm;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.IndexView.Meanings;
import ai.adjutant.retriever.search.Reading.Expansion;
import ai.adjutant.retriever.term.AddedTerm;
import ai.adjutant.retriever.term.TermKey;
import ai.adjutant.retriever.term.TermKind;
import ai.adjutant.retriever.term.TermList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds in a question abbreviations and synonyms that people added or documents explain, and the
 * other forms of such. What people added for a short form wins over what documents say of it.
 */
final class Expansions {
  /** Most meanings of one form that are looked for; contradictory ones are all meant. */
  private static final int MEANINGS_MAX = 3;

  private static final int EXPANSIONS_MAX = 8;

  private final IndexView view;
  private final Condition condition;
  private final TermList list;
  private final Predicate<String> says;

  /**
   * Looks forms up in a view and in a list.
   *
   * @param says whether a word of the question says something rather than only asks
   */
  Expansions(IndexView view, Condition condition, TermList list, Predicate<String> says) {
    this.view = view;
    this.condition = condition;
    this.list = list;
    this.says = says;
  }

  List<Expansion> of(String question) throws IOException {
    TermSpans spans = TermSpans.of(question);
    List<Expansion> found = new ArrayList<>();
    int next = 0;
    while (next < spans.count() && found.size() < EXPANSIONS_MAX) {
      int taken = longest(spans, next, found);
      next += Math.max(1, taken);
    }
    return found.subList(0, Math.min(EXPANSIONS_MAX, found.size()));
  }

  /** Adds the expansions of the longest form that starts here; returns its words. */
  private int longest(TermSpans spans, int first, List<Expansion> into) throws IOException {
    String beginning = spans.beginning(first);
    if (!beginning.isEmpty() && !list.hasForms(beginning) && !view.explainsForms(beginning)) {
      return 0;
    }
    for (int count = spans.longest(first); count > 0; count--) {
      List<String> forms =
          spans.mayHold(first, count) ? Particles.without(spans.written(first, count)) : List.of();
      for (String form : forms) {
        if (add(form, into)) {
          return count;
        }
      }
    }
    return 0;
  }

  private boolean add(String written, List<Expansion> into) throws IOException {
    List<Expansion> found = new ArrayList<>();
    List<AddedTerm> added = list.of(written).stream().filter(t -> isMeant(written, t)).toList();
    for (AddedTerm term : added) {
      TermSource source = new TermSource.Person(term.principal(), term.addTime(), term.kind());
      found.add(expansion(written, term.shortForm(), term.longForm(), source, added.size()));
    }
    Meanings explained = view.explained(written, condition, this::counts, MEANINGS_MAX);
    for (ExplainedTerm term : explained.best()) {
      if (isMeant(written, term.shortForm())) {
        TermSource source = new TermSource.Document(term.documentId(), term.chunk());
        found.add(
            expansion(
                written,
                term.shortForm(),
                term.longForm(),
                source,
                added.size() + explained.count()));
      }
    }
    int before = into.size();
    for (Expansion one : found.subList(0, Math.min(MEANINGS_MAX, found.size()))) {
      if (into.stream().noneMatch(other -> other.added().equalsIgnoreCase(one.added()))) {
        into.add(one);
      }
    }
    return into.size() > before;
  }

  private static Expansion expansion(
      String written, String shortForm, String longForm, TermSource source, int meanings) {
    boolean abbreviated = TermKey.form(written).equals(TermKey.form(shortForm));
    return new Expansion(
        written, abbreviated ? longForm : shortForm, shortForm, longForm, source, meanings);
  }

  /** What documents explain counts unless people removed it, or said otherwise. */
  private boolean counts(TermKey explained) {
    return !list.isRemoved(explained) && !list.isOverridden(explained);
  }

  private boolean isMeant(String written, AddedTerm term) {
    return term.kind() == TermKind.SYNONYM || isMeant(written, term.shortForm());
  }

  /** "it" and "who" are words; "fcr" is an abbreviation though it is written in small letters. */
  private boolean isMeant(String written, String shortForm) {
    boolean abbreviated = TermKey.form(written).equals(TermKey.form(shortForm));
    return !abbreviated
        || written.equals(shortForm)
        || (written.length() > 2 && says.test(written));
  }
}

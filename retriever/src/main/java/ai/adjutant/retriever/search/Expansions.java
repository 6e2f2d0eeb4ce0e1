package ai.adjutant.retriever.search;

import ai.adjutant.retriever.index.Condition;
import ai.adjutant.retriever.index.ExplainedTerm;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.search.Reading.Expansion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a question abbreviations that documents explain, and long forms that have one. */
final class Expansions {
  /** Longest long form that is looked for, in words. */
  private static final int WORDS_MAX = 6;

  /** Words of a question that are looked up; long questions are texts rather than questions. */
  private static final int LOOKED_UP_MAX = 64;

  /** Most meanings of one abbreviation: contradictory ones are all looked for. */
  private static final int MEANINGS_MAX = 3;

  private static final int EXPANSIONS_MAX = 8;
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}&&[^\\p{Lo}]]+(?:[&/-][\\p{L}\\p{N}&&[^\\p{Lo}]]+)*|\\p{Lo}+");

  private final IndexView view;
  private final Condition condition;
  private final Predicate<String> says;

  /**
   * Looks abbreviations up in a view.
   *
   * @param says whether a word of the question says something rather than only asks
   */
  Expansions(IndexView view, Condition condition, Predicate<String> says) {
    this.view = view;
    this.condition = condition;
    this.says = says;
  }

  List<Expansion> of(String question) throws IOException {
    List<int[]> spans = new ArrayList<>();
    Matcher word = WORD.matcher(question);
    while (word.find() && spans.size() < LOOKED_UP_MAX) {
      spans.add(new int[] {word.start(), word.end()});
    }
    List<Expansion> found = new ArrayList<>();
    int next = 0;
    while (next < spans.size() && found.size() < EXPANSIONS_MAX) {
      int taken = longest(question, spans, next, found);
      next += Math.max(1, taken);
    }
    return found;
  }

  /** Adds the expansions of the longest form that starts here; returns its words. */
  private int longest(String question, List<int[]> spans, int first, List<Expansion> into)
      throws IOException {
    for (int count = Math.min(WORDS_MAX, spans.size() - first); count > 0; count--) {
      String written = question.substring(spans.get(first)[0], spans.get(first + count - 1)[1]);
      boolean any = false;
      for (ExplainedTerm term : view.explained(written, condition, MEANINGS_MAX)) {
        boolean abbreviated = count == 1 && written.equalsIgnoreCase(term.shortForm());
        String added = abbreviated ? term.longForm() : term.shortForm();
        boolean meant = !abbreviated || isMeant(written, term);
        boolean known = into.stream().anyMatch(other -> other.added().equalsIgnoreCase(added));
        if (meant && !known) {
          into.add(new Expansion(written, added, term));
          any = true;
        }
      }
      if (any) {
        return count;
      }
    }
    return 0;
  }

  /** "it" and "who" are words; "fcr" is an abbreviation though it is written in small letters. */
  private boolean isMeant(String written, ExplainedTerm term) {
    return written.equals(term.shortForm()) || (written.length() > 2 && says.test(written));
  }
}

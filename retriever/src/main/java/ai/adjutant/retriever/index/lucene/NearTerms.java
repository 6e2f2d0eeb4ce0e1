package ai.adjutant.retriever.index.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Lists the terms of a field that are few edits away from one. */
final class NearTerms {
  /** Most terms that are looked at, so that no word costs more than a fraction of a millisecond. */
  private static final int SEEN_MAX = 500;

  private NearTerms() {}

  /**
   * Returns the terms within so many edits, nearest first, then the most frequent; transposed
   * neighbours count as one edit.
   *
   * @param prefix length of the beginning that must be the same
   */
  static List<Near> of(IndexReader reader, Term term, int edits, int prefix) throws IOException {
    @Nullable Terms terms = MultiTerms.getTerms(reader, term.field());
    if (terms == null) {
      return List.of();
    }
    List<Near> near = new ArrayList<>();
    FuzzyTermsEnum found = new FuzzyTermsEnum(terms, term, edits, prefix, true);
    for (BytesRef next = found.next();
        next != null && near.size() < SEEN_MAX;
        next = found.next()) {
      String text = next.utf8ToString();
      int distance = Edits.between(term.text(), text);
      if (distance > 0) {
        near.add(new Near(text, distance, found.docFreq()));
      }
    }
    near.sort(
        Comparator.comparingInt(Near::distance)
            .thenComparing(Comparator.comparingLong(Near::holders).reversed())
            .thenComparing(Near::text));
    return near;
  }

  /** A term, its distance, and how many chunks hold it or held it before they were deleted. */
  record Near(String text, int distance, long holders) {}
}

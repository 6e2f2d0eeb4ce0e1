package ai.adjutant.retriever.index.lucene;

import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.ExplainedTerm;
import ai.adjutant.retriever.index.IndexView.Meanings;
import ai.adjutant.retriever.term.Abbreviation;
import ai.adjutant.retriever.term.TermKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Keeps abbreviations as entries of their own beside the chunks of the document that explains them,
 * and looks them up by either form. They come and go with the document. The dictionary of terms
 * holds each pair once, in order, so that ten thousand documents with one pair cost as much as one.
 */
final class TermLookup {
  private static final String SHORT = "s\u0000";
  private static final String LONG = "l\u0000";
  private static final char BETWEEN = '\u0000';
  private static final Sort BY_DOCUMENT =
      new Sort(new SortField(Fields.DOCUMENT, SortField.Type.STRING));

  private final IndexSearcher searcher;
  private final Optional<Query> filter;

  TermLookup(IndexSearcher searcher, Optional<Query> filter) {
    this.searcher = searcher;
    this.filter = filter;
  }

  static Document entry(DocumentRecord document, Abbreviation term) {
    Document form = DocumentMapper.ofKind(Fields.KIND_TERM, document);
    TermKey key = TermKey.of(term.shortForm(), term.longForm());
    form.add(new StringField(Fields.TERM, Fields.keyword(key.shortForm()), Store.NO));
    form.add(new StringField(Fields.TERM, Fields.keyword(key.longForm()), Store.NO));
    form.add(new StringField(Fields.TERM_PAIR, pair(key), Store.NO));
    form.add(
        new StringField(
            Fields.TERM_PAIR, LONG + key.longForm() + BETWEEN + key.shortForm(), Store.NO));
    form.add(new StoredField(Fields.TERM_SHORT, term.shortForm()));
    form.add(new StoredField(Fields.TERM_LONG, term.longForm()));
    form.add(new StoredField(Fields.TERM_CHUNK, term.chunk()));
    return form;
  }

  private static String pair(TermKey key) {
    return SHORT + key.shortForm() + BETWEEN + key.longForm();
  }

  /** Whether any entry has this text for a form, whatever a filter says. */
  static boolean holds(IndexReader reader, String text) throws IOException {
    return reader.docFreq(new Term(Fields.TERM, Fields.keyword(TermKey.form(text)))) > 0;
  }

  /** Whether a form of an entry begins so. */
  boolean explainsForms(String beginning) throws IOException {
    return !keys(SHORT, beginning, null, 1).isEmpty() || !keys(LONG, beginning, null, 1).isEmpty();
  }

  /** Pairs one of whose forms is this one: those that most documents explain first. */
  Meanings of(String form, Predicate<TermKey> wanted, int most) throws IOException {
    List<Counted> counted = new ArrayList<>();
    for (String side : List.of(SHORT, LONG)) {
      for (TermKey key : keys(side, form + BETWEEN, null, Meanings.MEANINGS_MAX)) {
        int count = wanted.test(key) ? searcher.count(query(key)) : 0;
        if (count > 0) {
          counted.add(new Counted(key, count));
        }
      }
    }
    counted.sort(Comparator.comparingInt(Counted::documents).reversed());
    List<ExplainedTerm> best = new ArrayList<>();
    for (Counted one : counted.subList(0, Math.min(most, counted.size()))) {
      best.add(term(one));
    }
    return new Meanings(best, counted.size());
  }

  /** Pairs behind a key, in order. */
  List<ExplainedTerm> after(@Nullable TermKey after, int limit) throws IOException {
    List<ExplainedTerm> page = new ArrayList<>();
    @Nullable TermKey last = after;
    List<TermKey> keys;
    do {
      keys = keys(SHORT, "", last, limit);
      for (TermKey key : keys) {
        Optional<ExplainedTerm> term = of(key);
        if (term.isPresent() && page.size() < limit) {
          page.add(term.get());
        }
        last = key;
      }
    } while (keys.size() == limit && page.size() < limit);
    return page;
  }

  /** The pair of a key, unless all documents that explain it are gone. */
  Optional<ExplainedTerm> of(TermKey key) throws IOException {
    int count = searcher.count(query(key));
    return count == 0 ? Optional.empty() : Optional.of(term(new Counted(key, count)));
  }

  /** The first pair of a short form. */
  Optional<ExplainedTerm> ofShortForm(String form) throws IOException {
    for (TermKey key : keys(SHORT, form + BETWEEN, null, Meanings.MEANINGS_MAX)) {
      Optional<ExplainedTerm> term = of(key);
      if (term.isPresent()) {
        return term;
      }
    }
    return Optional.empty();
  }

  /** Keys of the dictionary in order, also those whose documents are gone. */
  private List<TermKey> keys(String side, String start, @Nullable TermKey after, int most)
      throws IOException {
    List<TermKey> keys = new ArrayList<>();
    @Nullable Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), Fields.TERM_PAIR);
    if (terms == null) {
      return keys;
    }
    String prefix = side + start;
    @Nullable String excluded = after == null ? null : pair(after);
    TermsEnum all = terms.iterator();
    if (all.seekCeil(new BytesRef(excluded == null ? prefix : excluded))
        == TermsEnum.SeekStatus.END) {
      return keys;
    }
    for (@Nullable BytesRef next = all.term();
        next != null && keys.size() < most;
        next = all.next()) {
      String pair = next.utf8ToString();
      if (!pair.startsWith(prefix)) {
        break;
      }
      if (!pair.equals(excluded)) {
        int between = pair.indexOf(BETWEEN, SHORT.length());
        String first = pair.substring(SHORT.length(), between);
        String second = pair.substring(between + 1);
        keys.add(side.equals(SHORT) ? new TermKey(first, second) : new TermKey(second, first));
      }
    }
    return keys;
  }

  private Query query(TermKey key) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(new TermQuery(new Term(Fields.TERM_PAIR, pair(key))), Occur.FILTER);
    filter.ifPresent(condition -> query.add(condition, Occur.FILTER));
    return query.build();
  }

  /** As the first document by id writes it. */
  private ExplainedTerm term(Counted counted) throws IOException {
    ScoreDoc first = searcher.search(query(counted.key()), 1, BY_DOCUMENT).scoreDocs[0];
    Document form = searcher.storedFields().document(first.doc);
    return new ExplainedTerm(
        form.get(Fields.TERM_SHORT),
        form.get(Fields.TERM_LONG),
        form.get(Fields.DOCUMENT),
        form.getField(Fields.TERM_CHUNK).numericValue().intValue(),
        counted.documents());
  }

  private record Counted(TermKey key, int documents) {}
}

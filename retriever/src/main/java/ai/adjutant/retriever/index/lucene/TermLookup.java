package ai.adjutant.retriever.index.lucene;

import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.ExplainedTerm;
import ai.adjutant.retriever.term.Abbreviation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/**
 * Keeps abbreviations as entries of their own beside the chunks of the document that explains them,
 * and looks them up by either form. They come and go with the document.
 */
final class TermLookup {
  private final IndexSearcher searcher;
  private final Optional<Query> filter;

  TermLookup(IndexSearcher searcher, Optional<Query> filter) {
    this.searcher = searcher;
    this.filter = filter;
  }

  static Document entry(DocumentRecord document, Abbreviation term) {
    Document form = DocumentMapper.ofKind(Fields.KIND_TERM, document);
    form.add(new StringField(Fields.TERM, key(term.shortForm()), Store.NO));
    form.add(new StringField(Fields.TERM, key(term.longForm()), Store.NO));
    form.add(new StoredField(Fields.TERM_SHORT, term.shortForm()));
    form.add(new StoredField(Fields.TERM_LONG, term.longForm()));
    form.add(new StoredField(Fields.TERM_CHUNK, term.chunk()));
    return form;
  }

  /** Whether any entry has this text for a form, whatever a filter says. */
  static boolean holds(IndexReader reader, String text) throws IOException {
    return reader.docFreq(term(text)) > 0;
  }

  /** Entries one of whose forms is this text, by document number. */
  List<ExplainedTerm> of(String text, int most) throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(new TermQuery(term(text)), Occur.FILTER);
    filter.ifPresent(condition -> query.add(condition, Occur.FILTER));
    List<ExplainedTerm> terms = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(query.build(), most).scoreDocs) {
      Document form = searcher.storedFields().document(hit.doc);
      terms.add(
          new ExplainedTerm(
              form.get(Fields.TERM_SHORT),
              form.get(Fields.TERM_LONG),
              form.get(Fields.DOCUMENT),
              form.getField(Fields.TERM_CHUNK).numericValue().intValue()));
    }
    return terms;
  }

  private static Term term(String text) {
    return new Term(Fields.TERM, key(text));
  }

  private static String key(String text) {
    return Fields.keyword(
        text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip());
  }
}

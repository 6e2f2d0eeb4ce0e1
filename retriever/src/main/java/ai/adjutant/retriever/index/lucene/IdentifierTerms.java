package ai.adjutant.retriever.index.lucene;

import ai.adjutant.text.Identifier;
import ai.adjutant.text.Identifiers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/** Looks identifiers up in the chunks that a filter lets through. */
final class IdentifierTerms {
  /** Longer ones may differ in two signs; of shorter ones that would be half of them. */
  private static final int TWO_EDITS_LENGTH_MIN = 5;

  private static final int PREFIX = 1;

  private final IndexSearcher searcher;
  private final Optional<Query> filter;

  IdentifierTerms(IndexSearcher searcher, Optional<Query> filter) {
    this.searcher = searcher;
    this.filter = filter;
  }

  /** Chunks that hold at least one identifier, scored by how many. */
  static Query holders(List<List<String>> identifiers, Optional<Query> filter) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (List<String> forms : identifiers) {
      BooleanQuery.Builder one = new BooleanQuery.Builder();
      forms.forEach(form -> one.add(term(form), Occur.SHOULD));
      any.add(new ConstantScoreQuery(one.build()), Occur.SHOULD);
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder().add(any.build(), Occur.MUST);
    filter.ifPresent(condition -> query.add(condition, Occur.FILTER));
    return query.build();
  }

  private static Query term(String form) {
    return new TermQuery(new Term(Fields.IDENTIFIER, form));
  }

  /** Identifiers near to a form, as a document writes them. */
  List<String> near(String form, int most) throws IOException {
    int edits = form.length() >= TWO_EDITS_LENGTH_MIN ? 2 : 1;
    List<String> written = new ArrayList<>();
    for (NearTerms.Near near :
        NearTerms.of(searcher.getIndexReader(), new Term(Fields.IDENTIFIER, form), edits, PREFIX)) {
      if (written.size() >= most) {
        break;
      }
      Query holder = holders(List.of(List.of(near.text())), filter);
      for (ScoreDoc hit : searcher.search(holder, 1).scoreDocs) {
        written(hit.doc, near.text()).filter(one -> !written.contains(one)).ifPresent(written::add);
      }
    }
    return written;
  }

  private Optional<String> written(int docId, String form) throws IOException {
    Document chunk = searcher.storedFields().document(docId);
    List<String> texts = new ArrayList<>(List.of(chunk.getValues(Fields.HEADING)));
    texts.add(chunk.get(Fields.TITLE));
    texts.add(chunk.get(Fields.TEXT));
    for (String text : texts) {
      for (Identifier identifier : Identifiers.of(text)) {
        if (identifier.forms().contains(form)) {
          return Optional.of(identifier.of(text));
        }
      }
    }
    return Optional.empty();
  }
}

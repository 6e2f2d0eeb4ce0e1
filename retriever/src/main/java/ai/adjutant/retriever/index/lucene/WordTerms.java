package ai.adjutant.retriever.index.lucene;

import ai.adjutant.retriever.index.IndexView.Field;
import ai.adjutant.retriever.index.IndexView.WeightedText;
import ai.adjutant.retriever.index.IndexView.WordQuery;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Texts as terms. */
final class WordTerms {
  /** Most different terms of a query; what comes later is left out. */
  private static final int TERMS_MAX = 1_000;

  private WordTerms() {}

  /**
   * One flat sum of terms. BM25 is linear in a term's boost, so a term of several texts counts with
   * the sum of their weights: the score is the weighted sum of the texts' scores.
   */
  static Query query(Analyzer analyzer, WordQuery words) throws IOException {
    BooleanQuery.Builder sum = new BooleanQuery.Builder();
    for (Map.Entry<Term, Double> term : weights(analyzer, words.texts()).entrySet()) {
      Query query = new TermQuery(term.getKey());
      sum.add(new BoostQuery(query, term.getValue().floatValue()), Occur.SHOULD);
    }
    return sum.build();
  }

  /** Each term once, in order of appearance, with the weight it has in all texts together. */
  static Map<Term, Double> weights(Analyzer analyzer, List<WeightedText> texts) throws IOException {
    Map<Term, Double> weights = new LinkedHashMap<>();
    for (WeightedText text : texts) {
      if (text.weight() > 0) {
        add(analyzer, text, weights);
      }
    }
    return weights;
  }

  private static void add(Analyzer analyzer, WeightedText text, Map<Term, Double> weights)
      throws IOException {
    String field = field(text.field());
    try (TokenStream tokens = analyzer.tokenStream(field, text.text())) {
      TermToBytesRefAttribute bytes = tokens.addAttribute(TermToBytesRefAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        Term term = new Term(field, BytesRef.deepCopyOf(bytes.getBytesRef()));
        if (weights.size() < TERMS_MAX || weights.containsKey(term)) {
          weights.merge(term, text.weight(), Double::sum);
        }
      }
      tokens.end();
    }
  }

  private static String field(Field field) {
    return switch (field) {
      case BODY -> Fields.BODY;
      case TITLE -> Fields.TITLE;
    };
  }
}

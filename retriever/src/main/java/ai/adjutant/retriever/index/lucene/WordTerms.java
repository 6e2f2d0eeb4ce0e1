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
    String field = field(words.field());
    BooleanQuery.Builder sum = new BooleanQuery.Builder();
    for (Map.Entry<String, Double> term : weights(analyzer, words.texts()).entrySet()) {
      Query query = new TermQuery(new Term(field, term.getKey()));
      sum.add(new BoostQuery(query, term.getValue().floatValue()), Occur.SHOULD);
    }
    return sum.build();
  }

  /** Each term once, in order of appearance, with the weight it has in all texts together. */
  static Map<String, Double> weights(Analyzer analyzer, List<WeightedText> texts)
      throws IOException {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (WeightedText text : texts) {
      if (text.weight() > 0) {
        add(analyzer, text, weights);
      }
    }
    return weights;
  }

  private static void add(Analyzer analyzer, WeightedText text, Map<String, Double> weights)
      throws IOException {
    try (TokenStream tokens = analyzer.tokenStream(Fields.BODY, text.text())) {
      TermToBytesRefAttribute term = tokens.addAttribute(TermToBytesRefAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        String word = term.getBytesRef().utf8ToString();
        if (weights.size() < TERMS_MAX || weights.containsKey(word)) {
          weights.merge(word, text.weight(), Double::sum);
        }
      }
      tokens.end();
    }
  }

  static String field(Field field) {
    return switch (field) {
      case BODY -> Fields.BODY;
      case TITLE -> Fields.TITLE;
    };
  }
}

package ai.adjutant.retriever.index.lucene;

import ai.adjutant.retriever.index.IndexView.Field;
import ai.adjutant.retriever.index.IndexView.WeightedText;
import ai.adjutant.retriever.index.IndexView.WordQuery;
import ai.adjutant.text.QuestionTerm;
import ai.adjutant.text.QuestionTerm.Role;
import ai.adjutant.text.QuestionWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Texts as terms. */
final class WordTerms {
  /**
   * What a word that only asks counts in a search. Without such words, sets of short questions find
   * less; with their full weight, all others do (decision 55).
   */
  static final double ASKING_WEIGHT = 0.1;

  /** Most different terms of a query; what comes later is left out. */
  private static final int TERMS_MAX = 1_000;

  private WordTerms() {}

  /**
   * One flat sum of terms. BM25 is linear in a term's boost, so a term of several texts counts with
   * the sum of their weights: the score is the weighted sum of the texts' scores.
   *
   * @param asking what a word counts that only asks, 0 to 1
   */
  static Query query(QuestionWords words, WordQuery query, double asking) {
    BooleanQuery.Builder sum = new BooleanQuery.Builder();
    for (Map.Entry<Term, Double> term : weights(words, query.texts(), asking).entrySet()) {
      Query of = new TermQuery(term.getKey());
      sum.add(new BoostQuery(of, term.getValue().floatValue()), Occur.SHOULD);
    }
    return sum.build();
  }

  /** Each term once, in order of appearance, with the weight it has in all texts together. */
  private static Map<Term, Double> weights(
      QuestionWords words, List<WeightedText> texts, double asking) {
    Map<Term, Double> weights = new LinkedHashMap<>();
    for (WeightedText text : texts) {
      if (text.weight() <= 0) {
        continue;
      }
      String field = field(text.field());
      for (QuestionTerm said : words.terms(text.text())) {
        double weight = text.weight() * (said.role() == Role.ASKS ? asking : 1);
        Term term = new Term(field, said.stem());
        if (weight > 0 && (weights.size() < TERMS_MAX || weights.containsKey(term))) {
          weights.merge(term, weight, Double::sum);
        }
      }
    }
    return weights;
  }

  /** Each word of a question once, in order of appearance, with the highest of its roles. */
  static Map<String, Role> roles(QuestionWords words, String question) {
    Map<String, Role> roles = new LinkedHashMap<>();
    for (QuestionTerm term : words.terms(question)) {
      if (roles.size() < TERMS_MAX || roles.containsKey(term.stem())) {
        roles.merge(
            term.stem(), term.role(), (one, other) -> one.compareTo(other) > 0 ? one : other);
      }
    }
    return roles;
  }

  private static String field(Field field) {
    return switch (field) {
      case BODY -> Fields.BODY;
      case TITLE -> Fields.TITLE;
    };
  }
}

package ai.adjutant.retriever.index.lucene;

import ai.adjutant.retriever.index.IndexView.Alternative;
import ai.adjutant.retriever.index.IndexView.Field;
import ai.adjutant.retriever.index.IndexView.WeightedText;
import ai.adjutant.retriever.index.IndexView.WordQuery;
import ai.adjutant.text.QuestionTerm;
import ai.adjutant.text.QuestionTerm.Role;
import ai.adjutant.text.QuestionWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
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
   * A sum of terms. BM25 is linear in a term's boost, so a term of several texts counts with the
   * sum of their weights: the score is the weighted sum of the texts' scores. Of the forms of an
   * alternative the best one counts.
   *
   * @param asking what a word counts that only asks, 0 to 1
   */
  static Query query(QuestionWords words, WordQuery query, double asking) {
    Map<Term, Double> weights = weights(words, query.texts(), asking);
    if (query.alternatives().isEmpty()) {
      return sum(weights);
    }
    BooleanQuery.Builder sum = new BooleanQuery.Builder();
    for (Alternative alternative : query.alternatives()) {
      sum.add(best(words, alternative, weights, asking), Occur.SHOULD);
    }
    sum.add(sum(weights), Occur.SHOULD);
    return sum.build();
  }

  /** The best of an alternative's forms; the terms of the one that is written leave the weights. */
  private static Query best(
      QuestionWords words, Alternative alternative, Map<Term, Double> weights, double asking) {
    List<Query> forms = new ArrayList<>();
    for (String other : alternative.others()) {
      WeightedText text = new WeightedText(Field.BODY, other, alternative.weight());
      forms.add(sum(weights(words, List.of(text), asking)));
    }
    Map<Term, Double> written = new LinkedHashMap<>();
    WeightedText text = new WeightedText(Field.BODY, alternative.written(), 1);
    for (Term term : weights(words, List.of(text), 1).keySet()) {
      Optional.ofNullable(weights.remove(term)).ifPresent(weight -> written.put(term, weight));
    }
    forms.add(sum(written));
    return new DisjunctionMaxQuery(forms, 0);
  }

  private static Query sum(Map<Term, Double> weights) {
    BooleanQuery.Builder sum = new BooleanQuery.Builder();
    weights.forEach((term, weight) ->
        sum.add(new BoostQuery(new TermQuery(term), weight.floatValue()), Occur.SHOULD));
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

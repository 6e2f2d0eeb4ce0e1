package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.retrieve.QuestionReading;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How much of a question's words, by idf, a text holds. */
final class Coverage {
  private final Map<String, Double> weights = new HashMap<>();
  private final Words words;
  private final Map<String, List<Set<String>>> otherForms = new HashMap<>();
  private final double sum;

  /** The words of a part of a question, as the search weighs those of the whole. */
  Coverage(String part, SearchResult found) {
    words = found.words();
    Set<String> stems = stems(part);
    found.terms().stream()
        .filter(term -> stems.contains(term.text()))
        .forEach(term -> weights.put(term.text(), term.share()));
    for (QuestionReading.Expansion expansion : found.reading().expansions()) {
      for (String stem : stems(expansion.written())) {
        otherForms.computeIfAbsent(stem, unused -> new ArrayList<>()).add(stems(expansion.added()));
      }
    }
    sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  Set<String> stems(String text) {
    return words.distinctStems(text);
  }

  /** Share of the question in these words, 0 to 1. */
  double share(Set<String> stems) {
    return sum <= 0 ? 0 : held(stems) / sum;
  }

  /** Share of the question in these words, and a part of what only the context holds. */
  double share(Set<String> stems, Set<String> context, double contextWeight) {
    if (sum <= 0) {
      return 0;
    }
    double own = held(stems);
    Set<String> rest = new HashSet<>(context);
    rest.removeAll(stems);
    return (own + contextWeight * held(rest)) / sum;
  }

  /** Whether the words say anything that the question does not. */
  boolean adds(Set<String> stems) {
    return stems.stream().anyMatch(stem -> !weights.containsKey(stem));
  }

  /** Whether the question names all of these words; false where there are none. */
  boolean holds(Set<String> stems) {
    return !stems.isEmpty() && weights.keySet().containsAll(stems);
  }

  private double held(Set<String> stems) {
    double held = 0;
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      boolean other =
          otherForms.getOrDefault(weight.getKey(), List.of()).stream()
              .anyMatch(form -> !form.isEmpty() && stems.containsAll(form));
      held += other || stems.contains(weight.getKey()) ? weight.getValue() : 0;
    }
    return held;
  }
}

package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.retrieve.QuestionReading;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of a question's words, by what they weigh as evidence, a text holds. Used by one thread.
 */
final class Coverage {
  private final Words words;
  private final Set<String> asked;
  private final Map<String, Double> weights = new HashMap<>();
  private final Map<String, Set<String>> stems = new HashMap<>();
  private final Map<String, List<Set<String>>> otherForms = new HashMap<>();
  private final double sum;

  /** The words of a part of a question, as the search weighs those of the whole. */
  Coverage(String part, SearchResult found) {
    this.words = found.words();
    this.asked = stems(part);
    found.terms().stream()
        .filter(term -> term.share() > 0 && asked.contains(term.text()))
        .forEach(term -> weights.put(term.text(), term.share()));
    for (QuestionReading.Expansion expansion : found.reading().expansions()) {
      for (String stem : stems(expansion.written())) {
        otherForms.computeIfAbsent(stem, unused -> new ArrayList<>()).add(stems(expansion.added()));
      }
    }
    this.sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The words of a text in the language of the corpus, each once. */
  Set<String> stems(String text) {
    return stems.computeIfAbsent(text, words::distinctStems);
  }

  /** Share of the question in a text, 0 to 1. */
  double share(String text) {
    return sum <= 0 ? 0 : held(stems(text)) / sum;
  }

  /** Share of the question in a text, and a part of what only its context holds. */
  double share(String text, String context, double contextWeight) {
    if (sum <= 0) {
      return 0;
    }
    double held = 0;
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      if (holds(stems(text), weight.getKey())) {
        held += weight.getValue();
      } else if (holds(stems(context), weight.getKey())) { // once, in whichever form
        held += contextWeight * weight.getValue();
      }
    }
    return held / sum;
  }

  /** Whether a text says anything that the question does not. */
  boolean adds(String text) {
    return !asked.containsAll(stems(text));
  }

  /** Whether the question names all words of a text; false where it has none. */
  boolean holds(String text) {
    return !stems(text).isEmpty() && asked.containsAll(stems(text));
  }

  private double held(Set<String> texts) {
    return weights.entrySet().stream()
        .filter(weight -> holds(texts, weight.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Whether a text holds a word of the question, or the other form of what the word is part of. */
  private boolean holds(Set<String> texts, String word) {
    return texts.contains(word)
        || otherForms.getOrDefault(word, List.of()).stream()
            .anyMatch(form -> !form.isEmpty() && texts.containsAll(form));
  }
}

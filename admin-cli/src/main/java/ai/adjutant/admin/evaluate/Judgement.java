package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.client.Expected;
import ai.adjutant.admin.client.QuestionFile.Question;
import ai.adjutant.text.Quantities;
import ai.adjutant.text.Words;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Judges one answer against what was expected.
 *
 * @param question the question with its gold
 * @param answered whether an answer was given
 * @param cited names of the cited documents
 * @param text the answer's text
 * @param shortAnswer the value that the answer names apart; empty when it names none
 */
record Judgement(
    Question question, boolean answered, Set<String> cited, String text, String shortAnswer) {
  private static final int STEP_CHARS = 60;
  private static final double RECALL = 0.5;

  Judgement {
    cited = Set.copyOf(cited);
  }

  /** Whether it was answered with a gold document cited. */
  boolean citesGold() {
    return answered && question.gold().stream().anyMatch(cited::contains);
  }

  /**
   * Whether a gold document is cited and the text holds what was asked for: every step; else the
   * value; else every quantity of the gold answer and half of the words of gold answer or sentence.
   * Where the gold names nothing but documents, the citation suffices.
   */
  boolean right() {
    if (!citesGold()) {
      return false;
    }
    Expected expected = question.expected();
    if (!expected.steps().isEmpty()) {
      return showsSteps();
    }
    return expected.value().isEmpty() ? saysGold() : showsValue();
  }

  /** Whether it was answered with every step: letters and digits of its first 60 characters. */
  boolean showsSteps() {
    String shown = plain(text);
    return answered
        && question.expected().steps().stream()
            .map(Judgement::plain)
            .allMatch(
                step -> shown.contains(step.substring(0, Math.min(STEP_CHARS, step.length()))));
  }

  /** Whether it was answered with the value, as whole words in order. */
  boolean showsValue() {
    String value = question.expected().value();
    List<String> wanted = Words.answerTokens(value);
    return answered
        && (wanted.isEmpty()
            ? text.contains(value)
            : Collections.indexOfSubList(Words.answerTokens(text), wanted) >= 0);
  }

  /** Whether it was answered with just the value named apart. */
  boolean namesValue() {
    return answered
        && !shortAnswer.isBlank()
        && Words.answerTokens(shortAnswer).equals(Words.answerTokens(question.expected().value()));
  }

  private boolean saysGold() {
    String answer = question.answer();
    String sentence = question.expected().sentence();
    if (answer.isBlank() && sentence.isBlank()) {
      return true;
    }
    return Quantities.of(text).containsAll(Quantities.of(answer))
        && Math.max(recall(answer), recall(sentence)) >= RECALL;
  }

  private double recall(String gold) {
    Set<String> wanted = new HashSet<>(Words.answerTokens(gold));
    if (wanted.isEmpty()) {
      return 0;
    }
    Set<String> said = new HashSet<>(Words.answerTokens(text));
    return (double) wanted.stream().filter(said::contains).count() / wanted.size();
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }
}

package ai.adjutant.gateway.question;

import ai.adjutant.text.Sentences;
import ai.adjutant.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a question that asks for two things. Statements stay with the question that follows them: "I
 * lost my card. How do I block it?" is one.
 */
public final class QuestionParts {
  private static final int WORDS_MIN = 3;

  /** Where a second question begins within a sentence. */
  private static final Pattern SECOND =
      Pattern.compile(
          ",? (?:and|und)"
              + " (?=(?:how|what|when|where|who|which|wie|was|wann|wo|wer|welche[rnsm]?)\\b)|,"
              + " (?:그리고|또) ",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private QuestionParts() {}

  /** Returns the question alone, or the two that it asks. */
  public static List<String> of(String question) {
    List<String> asked = new ArrayList<>();
    int start = 0;
    for (Span sentence : Sentences.split(question)) {
      if (question.charAt(sentence.end() - 1) == '?') {
        asked.add(question.substring(start, sentence.end()).strip());
        start = sentence.end();
      }
    }
    if (asked.size() == 1) {
      return second(question, asked.getFirst());
    }
    boolean two = asked.size() == 2 && asked.stream().allMatch(QuestionParts::isWhole);
    return two ? List.copyOf(asked) : List.of(question);
  }

  private static List<String> second(String question, String asked) {
    Matcher border = SECOND.matcher(asked);
    if (border.find()) {
      String first = asked.substring(0, border.start());
      String second = asked.substring(border.end());
      if (isWhole(first) && isWhole(second) && !border.find()) {
        return List.of(first + "?", second);
      }
    }
    return List.of(question);
  }

  private static boolean isWhole(String part) {
    return part.strip().split("\\s+").length >= WORDS_MIN;
  }
}

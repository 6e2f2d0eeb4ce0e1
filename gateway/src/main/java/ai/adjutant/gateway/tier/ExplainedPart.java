package ai.adjutant.gateway.tier;

import ai.adjutant.gateway.question.QuestionKind;
import java.util.List;
import java.util.Optional;

/**
 * Records how one part of a question was answered in the documents' own words.
 *
 * @param question the part
 * @param kind what it asks for
 * @param scored how many stretches of text were scored
 * @param siblings how many were not, because they speak of a sibling of the subject
 * @param stretches the stretches that scored best, best first, at most {@link #LISTED_MAX}
 * @param procedures the procedures that scored best, likewise
 * @param rule which rule chose the unit
 * @param unit what was chosen; empty where nothing was
 */
public record ExplainedPart(
    String question,
    QuestionKind kind,
    int scored,
    int siblings,
    List<Scored> stretches,
    List<Scored> procedures,
    Rule rule,
    Optional<AnswerUnit> unit) {
  /** Most stretches, and most procedures, that are listed. */
  public static final int LISTED_MAX = 20;

  /** Cuts the lists to those that scored best. */
  public ExplainedPart {
    stretches = stretches.stream().limit(LISTED_MAX).toList();
    procedures = procedures.stream().limit(LISTED_MAX).toList();
  }

  /** Describes a part for which no answer was sought. */
  public static ExplainedPart unanswered(String question) {
    return new ExplainedPart(
        question,
        QuestionKind.of(question),
        0,
        0,
        List.of(),
        List.of(),
        Rule.NONE,
        Optional.empty());
  }

  /** States which rule chose a unit. */
  public enum Rule {
    /** Nothing was chosen. */
    NONE,
    /** The best procedure, whose label and headings hold enough of the question. */
    PROCEDURE_BY_LABEL,
    /** The best procedure, to which the best stretch belongs. */
    PROCEDURE_BY_STRETCH,
    /** The unit around the best stretch. */
    STRETCH,
    /** The unit that explains the term which is asked for. */
    EXPLANATION
  }

  /**
   * States what a score is made of.
   *
   * @param document resource name of the document
   * @param block kind of the block that it stands in
   * @param text its first characters, at most {@link #TEXT_CHARACTERS_MAX}
   * @param cosine cosine with the question, as a share of the best one's
   * @param words share of the question in it and in what it stands under
   * @param passage score of its passage, as a share of the best one's
   * @param rules the rules that fired, in order
   * @param score what came of it
   */
  public record Scored(
      String document,
      String block,
      String text,
      double cosine,
      double words,
      double passage,
      List<Fired> rules,
      double score) {
    /** Longest text, UTF-16 code units. */
    public static final int TEXT_CHARACTERS_MAX = 200;

    /** Cuts the text. */
    public Scored {
      text = cut(text);
      rules = List.copyOf(rules);
    }

    private static String cut(String text) {
      if (text.length() <= TEXT_CHARACTERS_MAX) {
        return text;
      }
      boolean pair = Character.isHighSurrogate(text.charAt(TEXT_CHARACTERS_MAX - 2));
      return text.substring(0, TEXT_CHARACTERS_MAX - (pair ? 2 : 1)) + "…";
    }
  }

  /**
   * Names a rule that fired.
   *
   * @param factor what it multiplies the score by
   */
  public record Fired(String name, double factor) {}
}

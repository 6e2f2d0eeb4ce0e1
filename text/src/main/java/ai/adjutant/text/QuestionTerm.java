package ai.adjutant.text;

/**
 * Describes a word of a question.
 *
 * @param stem as the index holds it
 * @param role what it does in the question
 */
public record QuestionTerm(String stem, Role role) {
  /** States what a word does in a question. */
  public enum Role {
    /** It only asks: an interrogative, an auxiliary, a polite form. It is no evidence. */
    ASKS,
    /** It says something of the matter: a verb, an adjective, an adverb. */
    SAYS,
    /** It can name the matter: a noun, a name, a number. */
    NAMES
  }
}

package ai.adjutant.gateway.question;

/** States what a question asks for. */
public enum QuestionKind {
  /** How something is done: its steps, in order. */
  STEPS,
  /** An amount, a time, a person, a place: one value. */
  VALUE,
  /** What a term means or an abbreviation stands for. */
  MEANING,
  /** Anything else. */
  OTHER;

  /** Returns the kind of a question in English, German or Korean, judged by its form. */
  public static QuestionKind of(String question) {
    return KindRules.ALL.kind(question);
  }
}

package ai.adjutant.gateway.prompt;

/**
 * States what a person reads where there is no answer, in the language of the question.
 *
 * @param notInDocuments the documents do not hold the answer
 * @param unavailable it can't be known at the moment
 * @param notAnswered no tier could answer
 * @param handedOff a person takes over
 */
public record FixedTexts(
    String notInDocuments, String unavailable, String notAnswered, String handedOff) {
  /** Returns the texts in the language of this question. */
  public static FixedTexts of(String question) {
    PromptTexts texts = PromptTexts.of(PromptLanguage.of(question));
    return new FixedTexts(
        texts.notInDocuments(), texts.unavailable(), texts.notAnswered(), texts.handedOff());
  }
}

package ai.adjutant.retriever.parse.validity;

/** Tells what the status means that a document states, in English, German and Korean. */
public final class DocumentStatus {
  private static final int CHARACTERS_MAX = 80;

  private DocumentStatus() {}

  /** Returns true for the status of a document that is no longer in force. */
  public static boolean isEnded(String status) {
    return says(ValidityWords.Kind.ENDED, status);
  }

  /** Returns true for the status of a document that is not in force yet. */
  public static boolean isDraft(String status) {
    return says(ValidityWords.Kind.DRAFT, status);
  }

  /** "Withdrawn", and also "withdrawn (2025-01-01)" or "superseded by SOP-13". */
  private static boolean says(ValidityWords.Kind kind, String status) {
    String plain = ValidityWords.plain(status);
    if (plain.length() > CHARACTERS_MAX) {
      return false;
    }
    return ValidityWords.of(kind).stream()
        .anyMatch(word ->
            plain.startsWith(word)
                && (plain.length() == word.length()
                    || !Character.isLetterOrDigit(plain.codePointAt(word.length()))));
  }
}

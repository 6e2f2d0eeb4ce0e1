package ai.adjutant.retriever.parse.mail;

/**
 * Describes a stretch of a mail's text, of whole lines.
 *
 * @param start first UTF-16 code unit in the text
 * @param end one past the last, behind the last line's break
 * @param depth how often the text was quoted, from 1; 0 where it is not
 */
record MailSpan(Kind kind, int start, int end, int depth) {
  /** Checks the numbers. */
  MailSpan {
    if (start < 0 || end <= start || (kind == Kind.QUOTED) != (depth > 0)) {
      throw new IllegalArgumentException("not a stretch of a mail: " + kind + " " + depth);
    }
  }

  /** States whose words they are. */
  enum Kind {
    /** The sender's, for this mail. */
    OWN,
    /** Of an earlier mail, with the line or head that announces it. */
    QUOTED,
    /** The sender's name, address and notice at the end. */
    SIGNATURE
  }
}

package ai.adjutant.retriever.term;

import ai.adjutant.chassis.error.AdjutantException;
import java.time.Instant;

/**
 * Describes a term that a person added.
 *
 * @param shortForm the abbreviation, a synonym, or a word
 * @param longForm what it stands for, or the other synonym; empty for a word
 * @param kind what it is
 * @param principal who added it
 * @param addTime when
 */
public record AddedTerm(
    String shortForm, String longForm, TermKind kind, String principal, Instant addTime) {
  /** Longest short form, in UTF-16 code units. */
  public static final int SHORT_CHARACTERS_MAX = 80;

  /** Longest long form, in UTF-16 code units. */
  public static final int LONG_CHARACTERS_MAX = 200;

  /**
   * Refuses what can't be looked up.
   *
   * @throws AdjutantException BAD_TERM
   */
  public AddedTerm {
    shortForm = oneLine(shortForm, "short form", SHORT_CHARACTERS_MAX);
    longForm = longForm.isBlank() ? "" : oneLine(longForm, "long form", LONG_CHARACTERS_MAX);
    if (kind == TermKind.WORD && !longForm.isEmpty()) {
      throw bad("'" + shortForm + "' is a word and has a long form; leave that out");
    }
    if (kind != TermKind.WORD && longForm.isEmpty()) {
      throw bad("'" + shortForm + "' has no long form; only a word (--kind word) has none");
    }
    if (kind != TermKind.WORD && TermKey.form(shortForm).equals(TermKey.form(longForm))) {
      throw bad("'" + shortForm + "' stands for itself; give what it means");
    }
  }

  /** Returns its key. */
  public TermKey key() {
    return TermKey.of(shortForm, longForm);
  }

  private static String oneLine(String text, String what, int most) {
    String line = text.replaceAll("\\s+", " ").strip();
    if (line.codePoints().anyMatch(Character::isISOControl)) {
      throw bad("a " + what + " holds control characters");
    }
    if (line.length() > most) {
      throw bad(
          "the "
              + what
              + " '"
              + line.substring(0, 40)
              + "…' has more than "
              + most
              + " characters");
    }
    if (TermKey.form(line).isEmpty()) {
      throw bad("the " + what + " '" + line + "' holds neither letters nor digits");
    }
    return line;
  }

  private static AdjutantException bad(String message) {
    return new AdjutantException(TermReason.BAD_TERM, message);
  }
}

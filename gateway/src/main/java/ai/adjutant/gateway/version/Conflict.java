package ai.adjutant.gateway.version;

import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.tier.AnswerUnit;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Holds what a newer and an older document say differently.
 *
 * @param newer the newer one's sentences
 * @param newerDate from when on it is in force, UTC
 * @param older the older one's, in the same order
 * @param olderDate likewise
 * @param replaces whether the answer quoted the older one
 */
public record Conflict(
    List<Quote> newer,
    LocalDate newerDate,
    List<Quote> older,
    LocalDate olderDate,
    boolean replaces) {
  /** Copies the lists. */
  public Conflict {
    newer = List.copyOf(newer);
    older = List.copyOf(older);
    if (newer.isEmpty() || newer.size() != older.size()) {
      throw new IllegalArgumentException("sentences don't pair");
    }
  }

  /** Returns the newer one's sentences. */
  public String newerText() {
    return text(newer);
  }

  /** Returns the older one's sentences. */
  public String olderText() {
    return text(older);
  }

  /** Returns the older one's title. */
  public String olderTitle() {
    return older.getFirst().passage().title();
  }

  /** Returns what the newer sentences make up in place of the older ones. */
  public AnswerUnit unit(AnswerUnit quoted) {
    String value = quoted.shortAnswer();
    for (int i = 0; i < older.size(); i++) {
      Statement before = Statement.of(older.get(i).text());
      Statement now = Statement.of(newer.get(i).text());
      for (int n = 0; n < before.quantities().size(); n++) {
        value = replace(value, before.quantities().get(n), now.quantities().get(n));
      }
    }
    String said = newerText().contains(value) ? value : "";
    return new AnswerUnit(quoted.kind(), newer.size(), newer.size(), said);
  }

  /** Puts a value in another's place where it stands whole, once. */
  private static String replace(String text, String value, String other) {
    int at = text.indexOf(value);
    boolean begins = at >= 0 && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
    int end = at + value.length();
    boolean whole =
        begins && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    return whole ? text.substring(0, at) + other + text.substring(end) : text;
  }

  /** Returns the conflict for people who mend documents; names no text. */
  public String message() {
    return newer.getFirst().passage().document()
        + " (in force from "
        + newerDate
        + ") and "
        + older.getFirst().passage().document()
        + " (in force from "
        + olderDate
        + ") contradict each other; the newer one is given first";
  }

  private static String text(List<Quote> quotes) {
    return quotes.stream().map(Quote::text).distinct().collect(Collectors.joining(" "));
  }
}

package ai.adjutant.retriever.parse.validity;

import ai.adjutant.retriever.parse.validity.ValidityWords.Kind;
import ai.adjutant.retriever.parse.validity.WrittenDate.DayOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects what one part of a document (its properties, or its first lines) says of the document's
 * validity. Dates that don't exist or may be read in two ways are reported. For one thread.
 */
final class Validity {
  private static final int WORDS_BEFORE_DATE = 3;
  private static final int NAME_CHARACTERS_MAX = 300;
  private static final int NAMES_MAX = 20;
  private static final Pattern LIKE_A_DATE = Pattern.compile("\\d{1,4}\\s?[-./]\\s?\\d{1,2}");
  private static final Pattern RANGE =
      Pattern.compile("\\s*(?:부터)?\\s*(?:[-–—~]|to|until|till|through|bis|bis zum)?\\s*");

  private final DayOrder order;
  private final Consumer<String> warnings;
  private final Map<Kind, Set<String>> names = new EnumMap<>(Kind.class);
  private final Map<Kind, NavigableSet<LocalDate>> dates = new EnumMap<>(Kind.class);

  Validity(DayOrder order, Consumer<String> warnings) {
    this.order = order;
    this.warnings = warnings;
  }

  /**
   * Takes a statement.
   *
   * @param label the words with which it is stated, for warnings
   * @return false where the value says nothing of this kind
   */
  boolean state(Kind kind, String label, String value) {
    if (ValidityWords.is(Kind.NOTHING, value)) {
      return true;
    }
    return switch (kind) {
      case FROM, UNTIL, PERIOD, ISSUED, REVISED -> date(kind, label, value);
      case SUPERSEDES, SUPERSEDED_BY, STATUS, NUMBER, VERSION -> name(kind, value);
      case SUBJECT, ENDED, DRAFT, NOTHING -> false;
    };
  }

  private boolean name(Kind kind, String value) {
    Set<String> known = names.computeIfAbsent(kind, k -> new LinkedHashSet<>());
    if (value.length() <= NAME_CHARACTERS_MAX && known.size() < NAMES_MAX) {
      known.add(value);
    }
    return true;
  }

  private boolean date(Kind kind, String label, String value) {
    int start = 0;
    @Nullable WrittenDate date = WrittenDate.at(value, 0, order);
    for (int word = 0; date == null && word < WORDS_BEFORE_DATE; word++) {
      int blank = value.indexOf(' ', start);
      if (blank < 0) {
        break;
      }
      start = blank + 1;
      date = WrittenDate.at(value, start, order);
    }
    if (date == null) {
      if (LIKE_A_DATE.matcher(value).lookingAt()) {
        warnings.accept(
            label + " \"" + value + "\" is no date; write it as 2026-11-24 or 24 November 2026");
      }
      return false;
    }
    String written = value.substring(start, date.end());
    take(kind, label, written, date);
    if (kind == Kind.FROM || kind == Kind.PERIOD) {
      Matcher range = RANGE.matcher(value).region(date.end(), value.length());
      int next = range.lookingAt() ? range.end() : date.end();
      @Nullable WrittenDate end = next > date.end() ? WrittenDate.at(value, next, order) : null;
      if (end != null) {
        take(Kind.UNTIL, label, value.substring(next, end.end()), end);
      }
    }
    return true;
  }

  private void take(Kind kind, String label, String written, WrittenDate date) {
    LocalDate first = date.first();
    LocalDate last = date.last();
    if (first == null || last == null) {
      warnings.accept(label + " \"" + written + "\" is no day that exists; it was left out");
      return;
    }
    if (date.unclear()) {
      warnings.accept(
          label
              + " \""
              + written
              + "\" was read as "
              + first
              + "; write it so where month and day are the other way round");
    }
    Kind kept = kind == Kind.PERIOD ? Kind.FROM : kind;
    // what is valid until a day is so on that day
    LocalDate day = kept == Kind.UNTIL ? last.plusDays(1) : first;
    dates.computeIfAbsent(kept, k -> new TreeSet<>()).add(day);
  }

  /** In force from; of several dates, as a history of versions has them, the last. */
  @Nullable Instant from() {
    return last(Kind.FROM);
  }

  /** In force until, exclusive; null where several dates are stated, since it can't be all. */
  @Nullable Instant until() {
    @Nullable NavigableSet<LocalDate> untils = dates.get(Kind.UNTIL);
    if (untils != null && untils.size() > 1) {
      warnings.accept("it states several dates until which something is valid; none was taken");
      return null;
    }
    return last(Kind.UNTIL);
  }

  /** When it was revised; or issued, where it calls itself one of several versions. */
  @Nullable Instant issued(boolean versioned) {
    @Nullable Instant revised = last(Kind.REVISED);
    return revised == null && versioned ? last(Kind.ISSUED) : revised;
  }

  private @Nullable Instant last(Kind kind) {
    @Nullable NavigableSet<LocalDate> known = dates.get(kind);
    return known == null ? null : known.last().atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** What it is called, or was said of it; empty where nothing was. */
  String named(Kind kind) {
    @Nullable Set<String> known = names.get(kind);
    if (known == null || known.isEmpty()) {
      return "";
    }
    return switch (kind) {
      case SUPERSEDES, SUPERSEDED_BY -> String.join("; ", known);
      case STATUS -> known.size() > 1 ? "" : known.iterator().next();
      default -> known.iterator().next();
    };
  }

  /** Returns true where it calls itself one of several versions. */
  boolean isVersion() {
    return names.containsKey(Kind.VERSION)
        || names.containsKey(Kind.STATUS)
        || names.containsKey(Kind.SUPERSEDES);
  }
}

package ai.adjutant.gateway.version;

import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.AnswerUnit;
import ai.adjutant.text.Sentences;
import ai.adjutant.text.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds what contradicts an answer: the same sentence with other values in another document of the
 * same title, where both say from when on they are in force. Anything less alike is left alone: two
 * things of one kind read like two editions of one thing.
 */
public final class Conflicts {
  private static final int SENTENCES_MAX = 200;

  private Conflicts() {}

  private record Pair(Quote own, Quote other) {}

  /** Returns the conflict that an answer is part of, with the newest of the other documents. */
  public static Optional<Conflict> of(
      List<Quote> quotes, Optional<AnswerUnit> unit, SearchResult found) {
    boolean one = quotes.stream().map(quote -> quote.passage().document()).distinct().count() == 1;
    if (!one || unit.isEmpty() || !isShort(unit.get().kind())) {
      return Optional.empty();
    }
    Instant from = quotes.getFirst().passage().effectiveFrom();
    if (from == null) {
      return Optional.empty();
    }
    List<Quote> sentences = quotes.stream().flatMap(quote -> sentences(quote).stream()).toList();
    NavigableMap<Instant, List<Pair>> others = new TreeMap<>();
    for (Passage passage : found.passages()) {
      Instant otherFrom = passage.effectiveFrom();
      if (otherFrom != null
          && !otherFrom.equals(from)
          && !passage.document().equals(quotes.getFirst().passage().document())) {
        List<Pair> pairs = pairs(sentences, passage);
        if (!pairs.isEmpty()) {
          others.putIfAbsent(otherFrom, pairs);
        }
      }
    }
    return others.isEmpty() ? Optional.empty() : Optional.of(conflict(from, others));
  }

  private static Conflict conflict(Instant from, NavigableMap<Instant, List<Pair>> others) {
    Instant other = others.lastKey();
    List<Pair> pairs = others.lastEntry().getValue();
    List<Quote> own = pairs.stream().map(Pair::own).toList();
    List<Quote> theirs = pairs.stream().map(Pair::other).toList();
    return other.isAfter(from)
        ? new Conflict(theirs, date(other), own, date(from), true)
        : new Conflict(own, date(from), theirs, date(other), false);
  }

  /** Steps and lists are compared by nobody: one of them may differ by what it leaves out. */
  private static boolean isShort(AnswerUnit.Kind kind) {
    return switch (kind) {
      case TEXT, ROW, DEFINITION, PAIR -> true;
      case PROCEDURE, LIST -> false;
    };
  }

  private static List<Pair> pairs(List<Quote> sentences, Passage passage) {
    List<Pair> pairs = new ArrayList<>();
    List<Quote> theirs = sentences(new Quote(passage, passage.text(), passage.start(), 0, 1));
    for (Quote own : sentences) {
      boolean mail = Titles.isReply(own.passage().title()) || Titles.isReply(passage.title());
      Statement statement = statement(own, mail);
      if (!statement.quantities().isEmpty() && Titles.same(own, passage)) {
        theirs.stream()
            .filter(other -> isContradicted(statement, own, statement(other, mail), other))
            .findFirst()
            .ifPresent(other -> pairs.add(new Pair(own, scored(other, own.score()))));
      }
    }
    return pairs;
  }

  /** In mails that answer each other, what only announces a statement is no part of it. */
  private static Statement statement(Quote sentence, boolean mail) {
    Statement statement = Statement.of(sentence.text());
    return mail ? statement.announced() : statement;
  }

  private static boolean isContradicted(
      Statement statement, Quote own, Statement second, Quote other) {
    if (!statement.contradicts(second)) {
      return false;
    }
    boolean dates =
        isOwnDate(statement.values(), own.passage()) && isOwnDate(second.values(), other.passage());
    return !dates;
  }

  /** Whether a sentence says no more than since when its document is in force. */
  private static boolean isOwnDate(List<String> values, Passage passage) {
    Instant from = passage.effectiveFrom();
    if (from == null) {
      return false;
    }
    LocalDate date = date(from);
    Set<String> parts = new HashSet<>();
    parts.add(String.valueOf(date.getYear()));
    parts.add(String.valueOf(date.getMonthValue()));
    parts.add(String.valueOf(date.getDayOfMonth()));
    parts.add(date.getMonth().name().toLowerCase(Locale.ROOT));
    return values.contains(String.valueOf(date.getYear())) && parts.containsAll(values);
  }

  private static List<Quote> sentences(Quote quote) {
    List<Quote> sentences = new ArrayList<>();
    for (Span span : Sentences.split(quote.text())) {
      if (sentences.size() < SENTENCES_MAX) {
        sentences.add(
            new Quote(
                quote.passage(),
                span.of(quote.text()),
                quote.start() + span.start(),
                quote.start() + span.end(),
                quote.score()));
      }
    }
    return sentences;
  }

  private static Quote scored(Quote quote, double score) {
    return new Quote(quote.passage(), quote.text(), quote.start(), quote.end(), score);
  }

  private static LocalDate date(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}

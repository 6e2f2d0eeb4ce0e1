package ai.adjutant.retriever.search;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.index.Condition;
import ai.adjutant.retriever.index.Condition.Attribute;
import ai.adjutant.retriever.index.Condition.Compare;
import ai.adjutant.retriever.index.Condition.CompareDate;
import ai.adjutant.retriever.index.Condition.DateAttribute;
import ai.adjutant.retriever.index.Condition.Name;
import ai.adjutant.retriever.index.Condition.Relation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads filters, a part of AIP-160: {@code label = "public" AND (metadata.bot = shop OR NOT
 * title:"draft")}. As there, OR binds closer than AND.
 *
 * <p>Fields: document, title, language, label, content_type, metadata.KEY, effective_from,
 * effective_until. Relations: = != &lt; &lt;= &gt; &gt;= and ":" (holds the text; ":*" asks whether
 * there is any value). Dates are {@code 2026-01-31} (its start, UTC) or {@code
 * 2026-01-31T12:00:00Z}.
 */
public final class FilterParser {
  /** Longest filter, in UTF-16 code units. */
  public static final int LENGTH_MAX = 2_000;

  /** Deepest nesting of parentheses and NOTs. */
  public static final int DEPTH_MAX = 16;

  private static final Map<String, Name> TEXT_FIELDS =
      Map.of(
          "document", Name.DOCUMENT,
          "title", Name.TITLE,
          "language", Name.LANGUAGE,
          "label", Name.LABEL,
          "content_type", Name.CONTENT_TYPE);
  private static final Map<String, DateAttribute> DATE_FIELDS =
      Map.of(
          "effective_from", DateAttribute.EFFECTIVE_FROM,
          "effective_until", DateAttribute.EFFECTIVE_UNTIL);
  private static final String METADATA = "metadata.";

  private final FilterTokens tokens;

  private FilterParser(FilterTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads a filter; a blank one holds always.
   *
   * @throws AdjutantException BAD_FILTER, saying where and what was expected
   */
  public static Condition parse(String filter) {
    if (filter.isBlank()) {
      return new Condition.Everything();
    }
    if (filter.length() > LENGTH_MAX) {
      throw new AdjutantException(
          SearchReason.BAD_FILTER,
          "the filter has " + filter.length() + " characters; at most " + LENGTH_MAX + " are read");
    }
    FilterParser parser = new FilterParser(new FilterTokens(filter));
    Condition condition = parser.conjunction(0);
    if (parser.tokens.peek().kind() != FilterTokens.Kind.END) {
      throw parser.tokens.expected("AND, OR or the end");
    }
    return condition;
  }

  private Condition conjunction(int depth) {
    List<Condition> parts = new ArrayList<>(List.of(disjunction(depth)));
    while (tokens.acceptWord("AND")) {
      parts.add(disjunction(depth));
    }
    return parts.size() == 1 ? parts.getFirst() : new Condition.And(parts);
  }

  private Condition disjunction(int depth) {
    List<Condition> parts = new ArrayList<>(List.of(negation(depth)));
    while (tokens.acceptWord("OR")) {
      parts.add(negation(depth));
    }
    return parts.size() == 1 ? parts.getFirst() : new Condition.Or(parts);
  }

  private Condition negation(int depth) {
    if (depth > DEPTH_MAX) {
      throw tokens.refused("the filter is nested deeper than " + DEPTH_MAX);
    }
    if (tokens.acceptWord("NOT") || tokens.acceptSymbol("-")) {
      return new Condition.Not(negation(depth + 1));
    }
    if (tokens.acceptSymbol("(")) {
      Condition inner = conjunction(depth + 1);
      if (!tokens.acceptSymbol(")")) {
        throw tokens.expected("AND, OR or ')'");
      }
      return inner;
    }
    return comparison();
  }

  private Condition comparison() {
    FilterTokens.Token field = tokens.next();
    if (field.kind() != FilterTokens.Kind.WORD) {
      throw tokens.expectedAt(field, "a field, NOT or '('");
    }
    @Nullable DateAttribute date = DATE_FIELDS.get(field.text());
    if (date != null) {
      return date(date);
    }
    Attribute attribute = attribute(field);
    FilterTokens.Token operator = operator();
    FilterTokens.Token value = tokens.next();
    if (operator.text().equals(":")
        && value.kind() == FilterTokens.Kind.SYMBOL
        && value.text().equals("*")) {
      return new Condition.Present(attribute);
    }
    requireValue(value);
    if (operator.text().equals("!=")) {
      return new Condition.Not(new Compare(attribute, Relation.EQUAL, value.text()));
    }
    return new Compare(attribute, relation(operator), value.text());
  }

  private Attribute attribute(FilterTokens.Token field) {
    @Nullable Name name = TEXT_FIELDS.get(field.text());
    if (name != null) {
      return new Attribute(name, "");
    }
    if (field.text().equals(METADATA) && tokens.peek().kind() == FilterTokens.Kind.QUOTED) {
      FilterTokens.Token key = tokens.next();
      if (!key.text().isEmpty()) {
        return new Attribute(Name.METADATA, key.text());
      }
    } else if (field.text().startsWith(METADATA) && field.text().length() > METADATA.length()) {
      return new Attribute(Name.METADATA, field.text().substring(METADATA.length()));
    }
    throw tokens.expectedAt(
        field,
        "one of the fields document, title, language, label, content_type, metadata.KEY,"
            + " effective_from, effective_until");
  }

  private Condition date(DateAttribute attribute) {
    FilterTokens.Token operator = operator();
    if (operator.text().equals(":")) {
      throw tokens.expectedAt(operator, "=, !=, <, <=, > or >= (dates hold no text)");
    }
    FilterTokens.Token value = tokens.next();
    requireValue(value);
    Instant instant = instant(value);
    if (operator.text().equals("!=")) {
      return new Condition.Not(new CompareDate(attribute, Relation.EQUAL, instant));
    }
    return new CompareDate(attribute, relation(operator), instant);
  }

  private Instant instant(FilterTokens.Token value) {
    try {
      Instant instant =
          value.text().contains("T")
              ? OffsetDateTime.parse(value.text()).toInstant()
              : LocalDate.parse(value.text()).atStartOfDay(ZoneOffset.UTC).toInstant();
      if (instant.isBefore(Instant.parse("0001-01-01T00:00:00Z"))
          || instant.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
        throw new DateTimeException("a year that dates don't have");
      }
      return instant;
    } catch (DateTimeException e) {
      throw tokens.expectedAt(value, "a date such as 2026-01-31 or 2026-01-31T12:00:00Z");
    }
  }

  private FilterTokens.Token operator() {
    FilterTokens.Token operator = tokens.next();
    if (operator.kind() != FilterTokens.Kind.OPERATOR) {
      throw tokens.expectedAt(operator, "=, !=, <, <=, >, >= or ':'");
    }
    return operator;
  }

  private void requireValue(FilterTokens.Token value) {
    boolean isValue =
        value.kind() == FilterTokens.Kind.WORD || value.kind() == FilterTokens.Kind.QUOTED;
    if (!isValue) {
      throw tokens.expectedAt(value, "a value");
    }
  }

  private static Relation relation(FilterTokens.Token operator) {
    return switch (operator.text()) {
      case "=" -> Relation.EQUAL;
      case "<" -> Relation.LESS;
      case "<=" -> Relation.AT_MOST;
      case ">" -> Relation.GREATER;
      case ">=" -> Relation.AT_LEAST;
      case ":" -> Relation.CONTAINS;
      default -> throw new IllegalStateException("no relation: " + operator.text());
    };
  }
}

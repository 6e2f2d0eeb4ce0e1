package ai.adjutant.retriever.parse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a document says of itself, name by name: front matter, meta elements, custom properties,
 * headers of a mail, metadata of a line of JSON. The names that mean something are taken out; the
 * rest is metadata.
 */
final class Statements {
  private static final int METADATA_MAX = 100;
  private static final int NAME_CHARACTERS_MAX = 100;
  private static final int VALUE_CHARACTERS_MAX = 4_000;

  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private String title = "";
  private String label = "";
  private String language = "";
  private @Nullable Instant effectiveFrom;
  private @Nullable Instant effectiveUntil;

  /** Takes one statement; blank values say nothing, and of two of one name the first holds. */
  void add(String name, String value) {
    String key = name.strip().toLowerCase(Locale.ROOT);
    String plain = Whitespace.collapse(value);
    if (key.isEmpty() || plain.isEmpty()) {
      return;
    }
    switch (key.replace('-', '_')) {
      case "title" -> title = title.isEmpty() ? plain : title;
      case "label" -> label = label.isEmpty() ? plain : label;
      case "language", "lang" -> language = language.isEmpty() ? plain : language;
      case "effective_from" ->
          effectiveFrom = effectiveFrom == null ? instant(key, plain) : effectiveFrom;
      case "effective_until" ->
          effectiveUntil = effectiveUntil == null ? instant(key, plain) : effectiveUntil;
      default -> keep(key, plain);
    }
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  String title() {
    return title;
  }

  /** The document made of these statements and a text. */
  ParsedDocument document(TextBuilder text, String fallbackTitle, String contentType) {
    String named = title;
    if (named.isEmpty()) {
      named = text.firstHeading().isEmpty() ? fallbackTitle : text.firstHeading();
    }
    String plain = text.text();
    warnings.addAll(text.warnings());
    return new ParsedDocument(
        named,
        plain,
        text.sections(),
        text.blocks(),
        text.pages(),
        contentType,
        language.isEmpty() ? Language.of(plain) : language,
        label,
        metadata,
        effectiveFrom,
        effectiveUntil,
        warnings);
  }

  private void keep(String key, String value) {
    if (key.length() > NAME_CHARACTERS_MAX || metadata.size() >= METADATA_MAX) {
      return;
    }
    metadata.putIfAbsent(
        key, value.length() > VALUE_CHARACTERS_MAX ? cut(value, VALUE_CHARACTERS_MAX) : value);
  }

  private static String cut(String value, int length) {
    return value.substring(
        0, Character.isHighSurrogate(value.charAt(length - 1)) ? length - 1 : length);
  }

  private @Nullable Instant instant(String key, String value) {
    for (Reading reading : List.<Reading>of(Statements::day, Statements::offset, Statements::utc)) {
      try {
        return reading.read(value);
      } catch (DateTimeParseException e) {
        continue; // the next form
      }
    }
    warnings.add(key + " \"" + value + "\" is no date; write it as 2026-11-24 or with a time");
    return null;
  }

  private interface Reading {
    Instant read(String value);
  }

  private static Instant day(String value) {
    return LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant offset(String value) {
    return OffsetDateTime.parse(value).toInstant();
  }

  private static Instant utc(String value) {
    return LocalDateTime.parse(value.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
  }
}

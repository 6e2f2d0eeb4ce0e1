package ai.adjutant.retriever.parse.validity;

import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.text.Whitespace;
import ai.adjutant.retriever.parse.validity.WrittenDate.DayOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a document says of itself, name by name: front matter, meta elements, custom
 * properties, headers of a mail, metadata of a line of JSON. The names that mean something are
 * taken out; the rest is metadata.
 */
public final class Statements {
  /** Metadata by which a document and its predecessors are found, whatever it calls them. */
  private static final Map<ValidityWords.Kind, String> NAMED =
      new EnumMap<>(
          Map.of(
              ValidityWords.Kind.SUPERSEDES, "supersedes",
              ValidityWords.Kind.SUPERSEDED_BY, "superseded_by",
              ValidityWords.Kind.STATUS, "status",
              ValidityWords.Kind.NUMBER, "document_number",
              ValidityWords.Kind.VERSION, "version"));

  /** What names begin with that no document gives itself. */
  private static final String RESERVED = "adjutant.";

  private static final int METADATA_MAX = 100;
  private static final int NAME_CHARACTERS_MAX = 100;
  private static final int VALUE_CHARACTERS_MAX = 4_000;

  /** Tables of data and collections of passages state nothing of themselves in their text. */
  private static final Set<String> WITHOUT_HEAD = Set.of("text/csv", "application/jsonl");

  private final String expectedLanguage;
  private final List<Said> said = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private String title = "";
  private String label = "";
  private String language = "";
  private @Nullable Instant effectiveFrom;
  private @Nullable Instant sent;
  private @Nullable Instant effectiveUntil;

  /** Creates statements in an unknown language. */
  public Statements() {
    this("");
  }

  /** Statements of a document that is expected to be of this BCP 47 language, if not empty. */
  public Statements(String expectedLanguage) {
    this.expectedLanguage = expectedLanguage;
  }

  /** A statement about validity. */
  private record Said(ValidityWords.Kind kind, String name, String value) {}

  /** Takes one statement; blank values say nothing, and of two of one name the first holds. */
  public void add(String name, String value) {
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
      default -> {
        if (key.startsWith(RESERVED)) {
          return;
        }
        ValidityWords.@Nullable Kind kind = ValidityWords.kind(key);
        boolean names =
            kind == ValidityWords.Kind.SUPERSEDES || kind == ValidityWords.Kind.SUPERSEDED_BY;
        if (!names || !ValidityWords.is(ValidityWords.Kind.NOTHING, plain)) {
          keep(key, plain);
        }
        if (kind != null && said.size() < METADATA_MAX) {
          said.add(new Said(kind, key, plain));
        }
      }
    }
  }

  /** Notes when a mail was sent: what it says holds from then on, unless it says something else. */
  public void sent(Instant instant) {
    sent = instant;
  }

  /** Adds what a person should know of this reading. */
  public void warn(String warning) {
    warnings.add(warning);
  }

  /** Returns the title that the document states, or empty. */
  public String title() {
    return title;
  }

  /** Returns the document made of these statements and a text. */
  public ParsedDocument document(TextBuilder text, String fallbackTitle, String contentType) {
    String named = title;
    if (named.isEmpty()) {
      named = text.firstHeading().isEmpty() ? fallbackTitle : text.firstHeading();
    }
    String plain = text.text();
    String spoken = language.isEmpty() ? Language.of(plain) : language;
    takeValidity(plain, spoken, contentType);
    if (effectiveFrom == null && effectiveUntil == null) {
      effectiveFrom = sent;
    }
    warnings.addAll(text.warnings());
    return new ParsedDocument(
        named,
        plain,
        text.sections(),
        text.blocks(),
        text.pages(),
        contentType,
        spoken,
        label,
        metadata,
        effectiveFrom,
        effectiveUntil,
        warnings);
  }

  /** What is stated by name holds; the first lines say the rest. */
  private void takeValidity(String text, String spoken, String contentType) {
    DayOrder order = DayOrder.of(regional(spoken));
    Validity stated = new Validity(order, warnings::add);
    said.forEach(each -> stated.state(each.kind(), each.name(), each.value()));
    Validity head = new Validity(order, warnings::add);
    if (!WITHOUT_HEAD.contains(contentType)) {
      new HeadLines(head, order).read(text);
    }
    for (ValidityWords.Kind kind : NAMED.keySet()) {
      String name = stated.named(kind).isEmpty() ? head.named(kind) : stated.named(kind);
      if (!name.isEmpty()) {
        keep(NAMED.getOrDefault(kind, ""), name);
      }
    }
    boolean versioned = stated.isVersion() || head.isVersion();
    @Nullable Instant from =
        first(
            effectiveFrom,
            stated.from(),
            head.from(),
            stated.issued(versioned),
            head.issued(versioned));
    @Nullable Instant until = first(effectiveUntil, stated.until());
    @Nullable Instant headUntil = until == null ? head.until() : null;
    effectiveFrom = from;
    effectiveUntil =
        headUntil == null || (from != null && !from.isBefore(headUntil)) ? until : headUntil;
  }

  /**
   * The language with the region of the expected one, which decides which comes first in a date.
   */
  private String regional(String spoken) {
    String primary = Locale.forLanguageTag(spoken).getLanguage();
    boolean same = Locale.forLanguageTag(expectedLanguage).getLanguage().equals(primary);
    boolean plain = spoken.equals(primary);
    return spoken.isEmpty() || (same && plain) ? expectedLanguage : spoken;
  }

  private static @Nullable Instant first(@Nullable Instant... instants) {
    for (@Nullable Instant instant : instants) {
      if (instant != null) {
        return instant;
      }
    }
    return null;
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

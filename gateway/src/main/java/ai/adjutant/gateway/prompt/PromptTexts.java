package ai.adjutant.gateway.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts of one language, read from the resource {@code answer.LANGUAGE.txt}: sections that
 * begin with a line {@code [name]}.
 */
record PromptTexts(
    String system,
    String passage,
    String user,
    List<String> abstentions,
    String notInDocuments,
    String unavailable,
    String notAnswered,
    String handedOff,
    String more,
    String olderSource,
    SubjectTexts subject) {
  private static final Map<PromptLanguage, PromptTexts> ALL =
      Stream.of(PromptLanguage.values())
          .collect(
              Collectors.toMap(
                  language -> language,
                  PromptTexts::read,
                  (one, other) -> one,
                  () -> new EnumMap<>(PromptLanguage.class)));

  PromptTexts {
    abstentions = List.copyOf(abstentions);
  }

  static PromptTexts of(PromptLanguage language) {
    PromptTexts texts = ALL.get(language);
    if (texts == null) {
      throw new IllegalStateException("no texts of " + language);
    }
    return texts;
  }

  /** Returns how models say that the passages do not answer, in every language. */
  static List<String> allAbstentions() {
    return ALL.values().stream().flatMap(texts -> texts.abstentions().stream()).toList();
  }

  private static PromptTexts read(PromptLanguage language) {
    String name = "answer." + language.name().toLowerCase(Locale.ROOT) + ".txt";
    Map<String, String> sections = sections(resource(name));
    return new PromptTexts(
        section(sections, "system", name),
        section(sections, "passage", name),
        section(sections, "user", name),
        section(sections, "abstentions", name).lines().toList(),
        section(sections, "not_in_documents", name),
        section(sections, "unavailable", name),
        section(sections, "not_answered", name),
        section(sections, "handed_off", name),
        section(sections, "more", name),
        section(sections, "older_source", name),
        new SubjectTexts(
            section(sections, "subject_not_found", name),
            section(sections, "identifier_not_found", name),
            section(sections, "nearest", name),
            section(sections, "only_listed", name),
            section(sections, "listed_otherwise", name),
            section(sections, "spelling_assumed", name),
            section(sections, "and", name)));
  }

  private static String section(Map<String, String> sections, String section, String resource) {
    String text = sections.get(section);
    if (text == null) {
      throw new IllegalStateException(resource + " has no section [" + section + "]");
    }
    return text.strip();
  }

  private static Map<String, String> sections(String text) {
    Map<String, String> sections = new LinkedHashMap<>();
    String current = "";
    for (String line : text.lines().toList()) {
      if (line.matches("\\[[a-z_]+\\]")) {
        current = line.substring(1, line.length() - 1);
      } else {
        sections.merge(current, line + "\n", String::concat);
      }
    }
    return sections;
  }

  private static String resource(String name) {
    try (InputStream in = PromptTexts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

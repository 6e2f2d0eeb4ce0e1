package ai.adjutant.gateway.prompt;

import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * States what a person reads where there is no answer, or not all of it, in the language of the
 * question.
 *
 * @param notInDocuments the documents do not hold the answer
 * @param unavailable it can't be known at the moment
 * @param notAnswered no tier could answer
 * @param handedOff a person takes over
 * @param more how many more parts stand in the source, as {@code {n}}
 * @param olderSource that an older document, {@code {title}}, in force from {@code {date}}, says
 *     {@code {text}}
 */
public record FixedTexts(
    String notInDocuments,
    String unavailable,
    String notAnswered,
    String handedOff,
    String more,
    String olderSource) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(title|date|text)\\}");

  /** Returns the texts in the language of this question. */
  public static FixedTexts of(String question) {
    PromptTexts texts = PromptTexts.of(PromptLanguage.of(question));
    return new FixedTexts(
        texts.notInDocuments(),
        texts.unavailable(),
        texts.notAnswered(),
        texts.handedOff(),
        texts.more(),
        texts.olderSource());
  }

  /** Returns whether this is what a person reads where there is no answer, in any language. */
  public static boolean isRefusal(String text) {
    String plain = text.strip();
    return Stream.of(PromptLanguage.values())
        .map(PromptTexts::of)
        .anyMatch(texts ->
            plain.equals(texts.notInDocuments())
                || plain.equals(texts.unavailable())
                || plain.equals(texts.notAnswered())
                || plain.equals(texts.handedOff())
                || texts.subject().isRefusal(plain));
  }

  /** Returns that so many more parts stand in the source. */
  public String more(int parts) {
    return more.replace("{n}", String.valueOf(parts));
  }

  /** Returns what an older document says; its words are never read as a template. */
  public String older(String title, LocalDate from, String text) {
    Map<String, String> values = Map.of("title", title, "date", from.toString(), "text", text);
    return PLACEHOLDER
        .matcher(olderSource)
        .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), "")));
  }
}

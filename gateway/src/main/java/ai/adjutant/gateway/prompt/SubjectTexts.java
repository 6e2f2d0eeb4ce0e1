package ai.adjutant.gateway.prompt;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * States what a person reads where the documents do not speak of what is asked for, in the language
 * of the question.
 *
 * @param notFound {@code {existing}} exist, {@code {missing}} does not
 * @param notHeld no document holds the identifier {@code {missing}}
 * @param nearest the identifiers {@code {existing}} are nearest to it
 * @param onlyListed no document explains {@code {missing}}, the list of terms has {@code
 *     {existing}}
 * @param listedOtherwise the list of terms has {@code {existing}} for {@code {missing}}
 * @param spelt {@code {written}} was read as {@code {near}}
 * @param and joins {@code {first}} and {@code {last}} of a list
 */
public record SubjectTexts(
    String notFound,
    String notHeld,
    String nearest,
    String onlyListed,
    String listedOtherwise,
    String spelt,
    String and) {
  /** A longer text is no sentence of these. */
  private static final int NAMES_CHARACTERS_MAX = 1_000;

  /** Returns the texts in the language of this question. */
  public static SubjectTexts of(String question) {
    return PromptTexts.of(PromptLanguage.of(question)).subject();
  }

  /** Returns what exists in place of what is missing. */
  public String subject(String missing, List<String> existing) {
    return notFound.replace("{existing}", list(existing)).replace("{missing}", missing);
  }

  /** Returns that an identifier is nowhere, and what is nearest to it. */
  public String identifier(String missing, List<String> near) {
    String said = notHeld.replace("{missing}", missing);
    return near.isEmpty() ? said : said + " " + nearest.replace("{existing}", list(near));
  }

  /** Returns what the list of terms has for a term that no document explains. */
  public String listed(String missing, List<String> meanings) {
    return onlyListed.replace("{existing}", list(meanings)).replace("{missing}", missing);
  }

  /** Returns what the list of terms has for a term of which documents say something else. */
  public String otherwise(String term, List<String> meanings) {
    return listedOtherwise.replace("{existing}", list(meanings)).replace("{missing}", term);
  }

  /** Returns what a word was read as. */
  public String spelling(String written, String near) {
    return spelt.replace("{near}", near).replace("{written}", written);
  }

  /** Returns whether this says that something is missing, whatever it names. */
  boolean isRefusal(String text) {
    return matches(notFound, text)
        || matches(notHeld, text)
        || matches(notHeld + " " + nearest, text)
        || matches(onlyListed, text);
  }

  private static boolean matches(String template, String text) {
    int names = template.split("\\{[a-z]+\\}", -1).length - 1;
    if (text.length() > NAMES_CHARACTERS_MAX || names == 0) {
      return false;
    }
    String pattern =
        Arrays.stream(template.split("\\{[a-z]+\\}", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".+"));
    return text.matches(pattern);
  }

  private String list(List<String> names) {
    if (names.size() < 2) {
      return String.join("", names);
    }
    String first = String.join(", ", names.subList(0, names.size() - 1));
    return and.replace("{last}", names.getLast()).replace("{first}", first);
  }
}

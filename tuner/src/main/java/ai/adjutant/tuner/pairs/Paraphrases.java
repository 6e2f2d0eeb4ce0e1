package ai.adjutant.tuner.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the same in other words, by rule. */
final class Paraphrases {
  private static final Pattern OF =
      Pattern.compile("^[Ww]hat (is|was) the ([\\p{Ll} ]{3,30}) of (.{3,80})\\?$");
  private static final Pattern ARTICLE = Pattern.compile("\\b(?:the|an|a) ");
  private static final Pattern QUESTION =
      Pattern.compile("^(?:Who|What|When|Where|Why|How|Which)\\b.*\\?$");
  private static final Pattern ASKED_IS =
      Pattern.compile(
          "^(Who|What|When|Where|Why|How \\p{Ll}+) (is|was|are|were) ((?:the )?[^?,]{3,40})\\?$");
  private static final Set<String> STOP =
      Set.of(
          "what", "which", "who", "whom", "whose", "the", "a", "an", "is", "was", "are", "were",
          "do", "does", "did", "of", "to", "in", "for", "and", "or", "that", "this", "these",
          "those", "be", "by", "on", "at", "from", "with", "it", "its", "has", "have", "had", "can",
          "would");
  private static final int KEYWORDS_MIN = 3;

  private final List<WordLists.Entry> synonyms = WordLists.entries("synonyms");
  private final List<String> openings = WordLists.lines("openings");

  /** What a rule made. */
  record Said(String kind, String text) {}

  /** The question in other words; nothing where the drawn rule does not apply. */
  Optional<Said> of(String question, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> turned(question);
      case 1 -> keywords(question);
      case 2 -> changed("dropped-articles", question, terse(question));
      case 3 -> synonym(question, random);
      case 4 -> indirect(question, random);
      default -> opened(question, random);
    };
  }

  private static Optional<Said> changed(String kind, String question, String text) {
    return text.equals(question) ? Optional.empty() : Optional.of(new Said(kind, text));
  }

  private static Optional<Said> turned(String question) {
    Matcher of = OF.matcher(question);
    if (!of.matches()) {
      return Optional.empty();
    }
    String matter = of.group(3).replaceFirst("^(?:the|a|an) ", "");
    return Optional.of(new Said("turned", matter + " " + of.group(2) + "?"));
  }

  private static Optional<Said> keywords(String question) {
    List<String> kept = new ArrayList<>();
    for (String word : Texts.words(question)) {
      if (!STOP.contains(word.toLowerCase(Locale.ROOT))) {
        kept.add(word);
      }
    }
    return kept.size() < KEYWORDS_MIN
        ? Optional.empty()
        : Optional.of(new Said("keywords", String.join(" ", kept)));
  }

  private static String terse(String question) {
    String text = ARTICLE.matcher(question).replaceAll("").toLowerCase(Locale.ROOT);
    return text.endsWith("?") ? text.substring(0, text.length() - 1) : text;
  }

  /** With one word replaced by a synonym. */
  Optional<Said> synonym(String question, Random random) {
    List<WordLists.Entry> fit =
        synonyms.stream().filter(one -> Texts.words(question).contains(one.left())).toList();
    if (fit.isEmpty()) {
      return Optional.empty();
    }
    WordLists.Entry one = fit.get(random.nextInt(fit.size()));
    return Optional.of(new Said("synonym", Texts.replaced(question, one.left(), one.right())));
  }

  private static Optional<Said> indirect(String question, Random random) {
    Matcher asked = ASKED_IS.matcher(question);
    if (!asked.matches()
        || asked.group(3).matches(".*\\b\\p{Ll}+(?:ed|ing)\\b.*|.*\\b(?:in|to|by)$")) {
      return Optional.empty();
    }
    List<String> leads =
        List.of("Can you tell me ", "Do you know ", "I would like to know ", "Could you say ");
    String lead = leads.get(random.nextInt(leads.size()));
    String end = lead.startsWith("I ") ? "." : "?";
    return Optional.of(
        new Said(
            "indirect",
            lead
                + Texts.lowered(asked.group(1))
                + " "
                + asked.group(3)
                + " "
                + asked.group(2)
                + end));
  }

  private Optional<Said> opened(String question, Random random) {
    if (!QUESTION.matcher(question).matches()) {
      return Optional.empty();
    }
    String form = openings.get(random.nextInt(openings.size()));
    return Optional.of(
        new Said("spoken", form.replace("{q}", Texts.lowered(question)).replace("{Q}", question)));
  }
}

package ai.adjutant.tuner.pairs;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another attribute of the same matter, of which the passage says nothing. */
final class AttributeAlteration implements Alteration {
  static final String KIND = "other-attribute";

  private static final Pattern HOW =
      Pattern.compile(
          "(?<![Ff]or )\\b[Hh]ow (?<noun>\\p{Ll}+) (?:is|was|are|were|can|will|may|must)\\b");
  private static final Pattern OF =
      Pattern.compile(
          "\\b(?:[Ww]hat|[Ww]ho) (?<verb>is|was|are|were) (?:the|his|her|its) "
              + "(?<noun>(?:\\p{Ll}+ ){0,2}\\p{Ll}{3,}) (?:of|for|in)\\b");
  private static final Set<String> VAGUE =
      Set.of("name", "names", "term", "word", "kind", "type", "number", "part", "most", "one");
  private static final int TRIES = 20;

  private final List<WordLists.Entry> adjectives;
  private final List<WordLists.Entry> nouns;
  private final List<String> asked;
  private final List<String> askedMany;

  /** Takes what other questions ask for, too. */
  AttributeAlteration(Part part, Collection<String> questions) {
    adjectives = WordLists.entries("adjectives");
    nouns = part.half(WordLists.entries("attributes"));
    Set<String> found = new LinkedHashSet<>();
    Set<String> many = new LinkedHashSet<>();
    for (String question : questions) {
      Matcher matcher = OF.matcher(question);
      if (matcher.find() && !isVague(matcher.group("noun"))) {
        (isMany(matcher) ? many : found).add(matcher.group("noun"));
      }
    }
    asked = List.copyOf(found);
    askedMany = List.copyOf(many);
  }

  private static boolean isMany(Matcher of) {
    return of.group("verb").endsWith("re");
  }

  private static boolean isVague(String attribute) {
    return Texts.words(attribute).stream().anyMatch(VAGUE::contains);
  }

  @Override
  public Optional<Altered> alter(String question, String passage, Random random) {
    Matcher how = HOW.matcher(question);
    if (how.find() && adjectives.stream().anyMatch(one -> one.left().equals(how.group("noun")))) {
      return listed(adjectives, question, how, passage, random);
    }
    Matcher of = OF.matcher(question);
    if (!of.find()) {
      return Optional.empty();
    }
    if (random.nextInt(3) == 0 && !isMany(of)) {
      return listed(nouns, question, of, passage, random);
    }
    Set<String> words = Texts.content(passage + " " + question);
    List<String> others = isMany(of) ? askedMany : asked;
    for (int i = 0; i < TRIES && !others.isEmpty(); i++) {
      String other = others.get(random.nextInt(others.size()));
      boolean apart = Texts.content(other).stream().noneMatch(word -> near(words, word));
      if (apart && !Texts.content(other).isEmpty()) {
        return Optional.of(altered(question, of, other));
      }
    }
    return Optional.empty();
  }

  private static boolean near(Set<String> words, String word) {
    String stem = word.length() > 5 ? word.substring(0, word.length() - 2) : word;
    return words.stream().anyMatch(one -> one.startsWith(stem));
  }

  private static Optional<Altered> listed(
      List<WordLists.Entry> list, String question, Matcher place, String passage, Random random) {
    String was = place.group("noun");
    List<WordLists.Entry> fit =
        list.stream()
            .filter(one -> !one.left().equals(was))
            .filter(one -> !Texts.holds(passage, one.left()))
            .filter(one -> !Texts.holdsAny(passage, List.of(one.right().split("\\s+"))))
            .toList();
    return fit.isEmpty()
        ? Optional.empty()
        : Optional.of(altered(question, place, fit.get(random.nextInt(fit.size())).left()));
  }

  private static Altered altered(String question, Matcher place, String now) {
    return new Altered(
        KIND,
        question.substring(0, place.start("noun")) + now + question.substring(place.end("noun")),
        place.group("noun"),
        now);
  }
}

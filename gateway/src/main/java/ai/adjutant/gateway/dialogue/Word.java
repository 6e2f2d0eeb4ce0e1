package ai.adjutant.gateway.dialogue;

import ai.adjutant.text.QuestionTerm;
import ai.adjutant.text.QuestionWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A word of a question as it is written, between blanks.
 *
 * @param text as written, without punctuation around it
 * @param start first UTF-16 code unit
 * @param end one past the last
 * @param language BCP 47 language that it was read in
 * @param stems what it says of the matter; empty for a word that only asks or joins
 */
record Word(String text, int start, int end, String language, Set<String> stems) {
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:[-'’./][\\p{L}\\p{M}\\p{N}]+)*");

  private static final Set<String> PREPOSITIONS = list("prepositions.txt");
  private static final Set<String> BELONGING = list("belonging.txt");
  private static final Set<String> ARTICLES = list("articles.txt");

  /** Copies the stems. */
  Word {
    stems = Set.copyOf(stems);
  }

  static List<Word> of(String question, String language) {
    QuestionWords reader = QuestionWords.of(language);
    Set<String> asking = asking(reader.terms(question));
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(question);
    while (matcher.find()) {
      Set<String> stems = new HashSet<>();
      reader.terms(matcher.group()).forEach(term -> stems.add(term.stem()));
      stems.removeAll(asking);
      Word word = new Word(matcher.group(), matcher.start(), matcher.end(), language, stems);
      boolean joins = word.isPreposition() || word.isArticle();
      words.add(joins ? word.saying(Set.of()) : word);
    }
    return words;
  }

  /** Reads a text in the language of these words. */
  static List<Word> of(String text, List<Word> like) {
    return like.isEmpty() ? List.of() : of(text, like.getFirst().language());
  }

  private static Set<String> asking(List<QuestionTerm> terms) {
    return terms.stream()
        .filter(term -> term.role() == QuestionTerm.Role.ASKS)
        .map(QuestionTerm::stem)
        .collect(Collectors.toSet());
  }

  /** What words say together. */
  static Set<String> all(List<Word> words) {
    return words.stream().flatMap(word -> word.stems().stream()).collect(Collectors.toSet());
  }

  private static Set<String> list(String name) {
    return Resources.lines(name).stream()
        .flatMap(line -> Stream.of(line.split("\\s+")))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Word saying(Set<String> other) {
    return new Word(text, start, end, language, other);
  }

  boolean isPreposition() {
    return PREPOSITIONS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether what follows is what a question is about: "for the Leaf", not "in winter". */
  boolean isBelonging() {
    return BELONGING.contains(text.toLowerCase(Locale.ROOT));
  }

  boolean isArticle() {
    return ARTICLES.contains(text.toLowerCase(Locale.ROOT));
  }

  boolean isCapitalised() {
    return Character.isUpperCase(text.codePointAt(0));
  }

  /** Written as names of things are: "X3", "EQS", "3". */
  boolean isCode() {
    boolean digit = text.chars().anyMatch(Character::isDigit);
    boolean capitals = text.equals(text.toUpperCase(Locale.ROOT)) && isCapitalised();
    return digit || capitals;
  }
}

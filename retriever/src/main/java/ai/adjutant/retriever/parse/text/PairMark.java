package ai.adjutant.retriever.parse.text;

import ai.adjutant.text.WordFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes the mark before a question or an answer, as in "Q: … A: …", "Frage 2: … Antwort 2: …",
 * "질문: … 답변: …".
 *
 * @param word the mark's word in lower case
 * @param number its number as it is written; empty where it has none
 * @param length how many characters the mark takes, with the blanks behind it
 */
public record PairMark(String word, String number, int length) {
  private static final int WORD_CHARACTERS_MAX = 9;
  private static final int QUESTION_CHARACTERS_MAX = 400;
  private static final String LIST = "pairs.txt";
  private static final Pattern ENDED = Pattern.compile(".*[?？؟]['\"’”»)\\]]{0,2}", Pattern.DOTALL);

  /** A wide colon holds its own blank, and in scripts without blanks none stands behind a mark. */
  private static final String UNSPACED =
      "(?<=[：．])(?=\\S)|(?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}])";

  /** The words that mark an answer, by the word that marks its question. */
  private static final Map<String, Set<String>> ANSWERS = answers();

  private static final Set<Integer> INITIALS = initials();
  private static final List<String> ENDINGS = values("ending");
  private static final Pattern MARK = mark();

  /** Returns the mark that stands at this place, where a line begins. */
  public static Optional<PairMark> at(CharSequence text, int from) {
    if (from >= text.length() || !INITIALS.contains((int) text.charAt(from))) {
      return Optional.empty();
    }
    Matcher matcher = MARK.matcher(text).region(from, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    String word = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
    String number = matcher.group(1) == null ? matcher.group(4) : matcher.group(2);
    return Optional.of(
        new PairMark(
            word.toLowerCase(Locale.ROOT),
            number == null ? "" : number,
            matcher.end() - matcher.start()));
  }

  /** Returns whether it may stand before a question. */
  public boolean asks() {
    return ANSWERS.containsKey(word);
  }

  /** Returns whether an answer with this mark belongs to the question with that mark. */
  public boolean answers(PairMark question) {
    return ANSWERS.getOrDefault(question.word, Set.of()).contains(word)
        && (number.isEmpty() || number.equals(question.number));
  }

  /** Returns whether these name the columns of questions and their answers. */
  public static boolean areColumns(List<String> names) {
    return names.size() == 2
        && ANSWERS
            .getOrDefault(names.getFirst().strip().toLowerCase(Locale.ROOT), Set.of())
            .contains(names.getLast().strip().toLowerCase(Locale.ROOT));
  }

  /** Returns whether a text of its own, such as a summary or a term, reads like a question. */
  public static boolean isQuestion(String text) {
    String plain = text.strip();
    if (plain.isEmpty() || plain.length() > QUESTION_CHARACTERS_MAX) {
      return false;
    }
    return ENDED.matcher(plain).matches() || ENDINGS.stream().anyMatch(plain::endsWith);
  }

  private static Map<String, Set<String>> answers() {
    Map<String, Set<String>> answers = new HashMap<>();
    for (String pair : values("pair")) {
      String[] words = pair.split(" ");
      answers.computeIfAbsent(words[0], word -> new HashSet<>()).add(words[1]);
    }
    return Map.copyOf(answers);
  }

  private static Set<Integer> initials() {
    Set<Integer> initials = new HashSet<>();
    for (String pair : values("pair")) {
      for (String word : pair.split(" ")) {
        initials.add((int) word.charAt(0));
        initials.add((int) word.toUpperCase(Locale.ROOT).charAt(0));
      }
    }
    return Set.copyOf(initials);
  }

  /**
   * Letters alone are marks in upper case only, and with a colon or a number but for Q and A, since
   * other letters are initials of names.
   */
  private static Pattern mark() {
    Set<String> words = new HashSet<>();
    for (String pair : values("pair")) {
      words.addAll(List.of(pair.split(" ")));
    }
    words.removeIf(word -> word.length() > WORD_CHARACTERS_MAX);
    Set<String> letters = new HashSet<>(words);
    letters.removeIf(word -> word.length() > 1 || word.charAt(0) > 0x7f);
    words.removeAll(letters);
    String upper = String.join("|", letters).toUpperCase(Locale.ROOT);
    return Pattern.compile(
        "(?:("
            + upper
            + ")\\s?(\\d{1,3})?\\s?(?:[:：]|(?<=[QA\\d])[.)．])|((?iu:"
            + String.join("|", words)
            + "))\\s?(\\d{1,3})?\\s?[:：．])(?:\\s+(?=\\S)|"
            + UNSPACED
            + ")");
  }

  private static List<String> values(String key) {
    return WordFile.lines(PairMark.class, LIST).stream()
        .filter(line -> line.startsWith(key + ": "))
        .map(line -> line.substring(key.length() + 2).strip())
        .toList();
  }
}

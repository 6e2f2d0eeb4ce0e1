package ai.adjutant.gateway.question;

import ai.adjutant.text.WordFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The forms of questions by kind, in the order of the resource {@code kinds.txt}. */
final class KindRules {
  static final KindRules ALL = read("kinds.txt");

  /** Longer questions are judged by their start. */
  private static final int CHARACTERS_MAX = 500;

  private static final int FLAGS =
      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

  private final List<Rule> rules;

  private record Rule(QuestionKind kind, Pattern form) {}

  private KindRules(List<Rule> rules) {
    this.rules = rules;
  }

  QuestionKind kind(String question) {
    String plain = question.strip();
    String start = plain.substring(0, Math.min(plain.length(), CHARACTERS_MAX));
    for (Rule rule : rules) {
      if (rule.form().matcher(start).find()) {
        return rule.kind();
      }
    }
    return QuestionKind.OTHER;
  }

  private static KindRules read(String name) {
    List<Rule> rules = new ArrayList<>();
    for (String line : WordFile.lines(KindRules.class, name)) {
      String[] parts = line.split("\\s+", 2);
      rules.add(new Rule(QuestionKind.valueOf(parts[0]), Pattern.compile(parts[1], FLAGS)));
    }
    return new KindRules(List.copyOf(rules));
  }
}

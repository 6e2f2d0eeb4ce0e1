package ai.adjutant.gateway.dialogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of follow-ups, from the resource {@code follow-ups.txt}. */
final class FollowUpRules {
  static final FollowUpRules ALL = read("follow-ups.txt");

  /** A longer question says itself what it is about. */
  private static final int CHARACTERS_MAX = 200;

  private static final int WORDS_MAX = 12;
  private static final int SHORT_WORDS_MAX = 3;
  private static final int FLAGS =
      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

  private enum Kind {
    JOINED,
    TRAILING,
    PRONOUN,
    EXPLETIVE,
    ASKS
  }

  private final Map<Kind, List<Pattern>> patterns;

  private FollowUpRules(Map<Kind, List<Pattern>> patterns) {
    this.patterns = patterns;
  }

  /** The form of a follow-up; empty for a question that stands alone. */
  Optional<Form> form(String question) {
    String plain = question.strip();
    int words = plain.split("\\s+").length;
    if (plain.length() > CHARACTERS_MAX || words > WORDS_MAX) {
      return Optional.empty();
    }
    if (finds(Kind.JOINED, plain) || finds(Kind.TRAILING, plain)) {
      return Optional.of(Form.JOINED);
    }
    if (finds(Kind.PRONOUN, plain) && !finds(Kind.EXPLETIVE, plain)) {
      return Optional.of(Form.PRONOUN);
    }
    boolean fragment = words <= SHORT_WORDS_MAX && !finds(Kind.ASKS, plain);
    return fragment ? Optional.of(Form.SHORT) : Optional.empty();
  }

  /** A follow-up without the words that join it to what was said. */
  String withoutJoint(String question) {
    String plain = question.strip();
    for (Pattern pattern : patterns.getOrDefault(Kind.JOINED, List.of())) {
      Matcher joint = pattern.matcher(plain);
      if (joint.find() && joint.start() == 0 && joint.end() < plain.length()) {
        return plain.substring(joint.end()).strip();
      }
    }
    return plain;
  }

  private boolean finds(Kind kind, String question) {
    return patterns.getOrDefault(kind, List.of()).stream()
        .anyMatch(pattern -> pattern.matcher(question).find());
  }

  private static FollowUpRules read(String name) {
    Map<Kind, List<Pattern>> patterns = new EnumMap<>(Kind.class);
    for (String line : Resources.lines(name)) {
      String[] parts = line.split("\\s+", 2);
      patterns
          .computeIfAbsent(Kind.valueOf(parts[0]), kind -> new ArrayList<>())
          .add(Pattern.compile(parts[1], FLAGS));
    }
    return new FollowUpRules(patterns);
  }
}

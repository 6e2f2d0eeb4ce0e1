package ai.adjutant.tuner.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name in a text, by its capital letters.
 *
 * @param text as it stands
 * @param start where, in characters
 * @param type names of the same may stand for each other
 */
record Name(String text, int start, String type) {
  private static final Pattern RUN =
      Pattern.compile(
          "\\p{Lu}[\\p{L}\\p{N}'’-]*\\.?(?: (?:(?:of|the|de|van|von|la|&) )?"
              + "(?:\\p{Lu}[\\p{L}\\p{N}'’-]*|\\d{1,3}(?![\\p{N},.])))*");
  private static final Set<String> NOT = WordLists.words("not-names");
  private static final Pattern PLACE = Pattern.compile("(?i).*\\b(?:in|at|near|from|to|into)$");
  private static final Pattern AGENT = Pattern.compile("(?i).*\\b(?:by|did|does|was|is|who|when)$");
  private static final Pattern MODIFIES = Pattern.compile("^ \\p{Ll}+.*");

  /** The names of a text; its first word is none by itself. */
  static List<Name> of(String text) {
    List<Name> names = new ArrayList<>();
    Matcher matcher = RUN.matcher(text);
    while (matcher.find()) {
      int start = matcher.start();
      String run = matcher.group();
      int space = run.indexOf(' ');
      while (NOT.contains(space < 0 ? run : run.substring(0, space))) {
        if (space < 0) {
          run = "";
          break;
        }
        start += space + 1;
        run = run.substring(space + 1);
        space = run.indexOf(' ');
      }
      run = run.replaceAll("['’]s?$|\\.$|-$", "");
      boolean opens = text.substring(0, start).isBlank() || ".?!".indexOf(last(text, start)) >= 0;
      if (run.length() > 1
          && Character.isUpperCase(run.charAt(0))
          && (!opens || run.contains(" "))) {
        names.add(new Name(run, start, type(text, run, start)));
      }
    }
    return names;
  }

  private static char last(String text, int start) {
    String before = text.substring(0, start).stripTrailing();
    return before.isEmpty() ? '.' : before.charAt(before.length() - 1);
  }

  private static String type(String text, String run, int start) {
    String[] words = run.split(" ");
    if (run.matches("\\p{Lu}{2,}s?")) {
      return "letters";
    }
    String before = text.substring(0, start).stripTrailing();
    String after = text.substring(start + run.length());
    String place = "thing";
    if (PLACE.matcher(before).matches()) {
      place = "place";
    } else if (MODIFIES.matcher(after).matches() && words.length == 1 && before.endsWith("the")) {
      place = "kind";
    } else if (AGENT.matcher(before).matches()) {
      place = "agent";
    }
    return place + Math.min(words.length, 3);
  }

  /** Where it ends. */
  int end() {
    return start + text.length();
  }
}

package ai.adjutant.tuner.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An everyday service whose tables are made up: its items and what is said of them. */
record Domain(
    String name,
    List<String> titles,
    List<String> entities,
    List<String> families,
    List<String> variants,
    List<Column> columns) {
  private static final Pattern DRAWN =
      Pattern.compile("\\{(\\d+)(?:-(\\d+)(?::(\\d+))?)?}|\\(([^)]+)\\)");
  private static final String CHOICE = "; ";

  /**
   * What is said of an item.
   *
   * @param value a pattern of values
   * @param questions of an item {@code {e}}
   * @param sentence of an item {@code {e}} and its value {@code {v}}
   */
  record Column(String name, String value, List<String> questions, String sentence) {
    /** Draws a value. */
    String draw(Random random) {
      String drawn =
          DRAWN.matcher(value).replaceAll(one -> Matcher.quoteReplacement(drawn(one, random)));
      return drawn.matches("1 (?:working )?\\p{Ll}+s")
          ? drawn.substring(0, drawn.length() - 1)
          : drawn;
    }

    private static String drawn(java.util.regex.MatchResult one, Random random) {
      if (one.group(4) != null) {
        String[] choices = one.group(4).split("/");
        return choices[random.nextInt(choices.length)];
      }
      int low = Integer.parseInt(one.group(1));
      int high = one.group(2) == null ? low : Integer.parseInt(one.group(2));
      int step = one.group(3) == null ? 1 : Integer.parseInt(one.group(3));
      return String.valueOf(low + step * random.nextInt((high - low) / step + 1));
    }
  }

  /** All domains, each with a part's half of its families of items and of its titles. */
  static List<Domain> all(Part part) {
    List<Domain> domains = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : WordLists.lines("domains")) {
      if (line.startsWith("domain: ") && !block.isEmpty()) {
        domains.add(of(block, part));
        block.clear();
      }
      block.add(line);
    }
    domains.add(of(block, part));
    return domains;
  }

  private static Domain of(List<String> lines, Part part) {
    List<Column> columns =
        lines.stream()
            .filter(line -> line.startsWith("column: "))
            .map(line -> line.substring("column: ".length()).split(" \\| "))
            .map(cells -> new Column(cells[0], cells[1], List.of(cells[2].split(CHOICE)), cells[3]))
            .toList();
    return new Domain(
        value(lines, 0).getFirst(),
        part.half(value(lines, 1)),
        value(lines, 2),
        part.half(value(lines, 3)),
        value(lines, 4),
        columns);
  }

  private static List<String> value(List<String> lines, int at) {
    String line = lines.get(at);
    return List.of(line.substring(line.indexOf(": ") + 2).split(CHOICE));
  }
}

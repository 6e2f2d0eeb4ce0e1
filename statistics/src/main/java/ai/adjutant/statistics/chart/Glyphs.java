package ai.adjutant.statistics.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Letters of three by five dots, for pictures on machines without fonts. */
final class Glyphs {
  static final int WIDTH = 3;
  static final int HEIGHT = 5;

  private static final Map<Character, List<String>> ROWS = read();

  private Glyphs() {}

  private static Map<Character, List<String>> read() {
    try (InputStream in = Objects.requireNonNull(Glyphs.class.getResourceAsStream("glyphs.txt"))) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      Map<Character, List<String>> rows = new HashMap<>();
      for (int i = 0; i < lines.size(); i += HEIGHT + 1) {
        rows.put(lines.get(i).charAt(0), lines.subList(i + 1, i + 1 + HEIGHT));
      }
      return Map.copyOf(rows);
    } catch (IOException e) {
      throw new UncheckedIOException("the glyphs can't be read", e);
    }
  }

  /** Whether a letter has a dot there; letters that are not known have none. */
  static boolean dot(char letter, int x, int y) {
    List<String> rows = ROWS.get(Character.toLowerCase(letter));
    return rows != null && rows.get(y).charAt(x) == '#';
  }
}

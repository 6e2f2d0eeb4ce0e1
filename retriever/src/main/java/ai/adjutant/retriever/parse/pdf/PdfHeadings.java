package ai.adjutant.retriever.parse.pdf;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which lines of a PDF are headings: lines in larger type than most of the text, then lines all in
 * bold; where the document has neither, short lines in capitals.
 */
final class PdfHeadings {
  private static final float LARGER = 1.08f;
  private static final int LEVELS_BY_SIZE_MAX = 5;
  private static final int CHARACTERS_MAX = 120;
  private static final int SENTENCE_CHARACTERS_MIN = 50;

  private final float bodySize;
  private final boolean boldBody;
  private final boolean byType;
  private final Map<Float, Integer> levels = new HashMap<>();

  PdfHeadings(List<PdfLine> lines) {
    Map<Float, Integer> characters = new HashMap<>();
    long bold = 0;
    long all = 0;
    for (PdfLine line : lines) {
      characters.merge(line.size(), line.text().length(), Integer::sum);
      bold += line.bold() ? line.text().length() : 0;
      all += line.text().length();
    }
    bodySize =
        characters.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(0f);
    boldBody = 2 * bold > all;
    List<Float> sizes =
        lines.stream()
            .filter(this::isLarge)
            .map(PdfLine::size)
            .distinct()
            .sorted(Comparator.reverseOrder())
            .toList();
    for (int i = 0; i < sizes.size(); i++) {
      levels.put(sizes.get(i), Math.min(i + 1, LEVELS_BY_SIZE_MAX));
    }
    byType = lines.stream().anyMatch(line -> isLarge(line) || isBold(line));
  }

  /** Level of the heading that the line is, from 1; 0 for none. */
  int level(PdfLine line) {
    if (isLarge(line)) {
      return levels.getOrDefault(line.size(), LEVELS_BY_SIZE_MAX);
    }
    if (isBold(line) || (!byType && isCapitals(line.text()))) {
      return Math.min(levels.size(), LEVELS_BY_SIZE_MAX) + 1;
    }
    return 0;
  }

  /** The level below all levels that type size gives. */
  int lowest() {
    return Math.min(levels.size(), LEVELS_BY_SIZE_MAX) + 2;
  }

  private boolean isLarge(PdfLine line) {
    return line.size() > bodySize * LARGER && looksLikeHeading(line.text());
  }

  private boolean isBold(PdfLine line) {
    return !boldBody
        && line.bold()
        && line.size() >= bodySize
        && looksLikeHeading(line.text())
        && startsLikeHeading(line.text());
  }

  private static boolean looksLikeHeading(String text) {
    if (text.length() > CHARACTERS_MAX || text.chars().noneMatch(Character::isLetter)) {
      return false;
    }
    char end = text.charAt(text.length() - 1);
    return end != ',' && end != ';' && (end != '.' || text.length() < SENTENCE_CHARACTERS_MIN);
  }

  private static boolean startsLikeHeading(String text) {
    int first = text.codePointAt(0);
    return !Character.isLowerCase(first) && text.charAt(text.length() - 1) != '.';
  }

  private static boolean isCapitals(String text) {
    return text.length() <= CHARACTERS_MAX / 2
        && text.chars().filter(Character::isUpperCase).count() >= 4
        && text.chars().noneMatch(Character::isLowerCase);
  }
}

package ai.adjutant.retriever.parse.pdf;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of a PDF, which decide whether a hyphen at a line's end only divides a word. */
final class PdfWords {
  private final Set<String> words = new HashSet<>();
  private final boolean divides;

  PdfWords(List<PdfLine> lines) {
    boolean divided = false;
    for (PdfLine line : lines) {
      String[] inLine = line.text().toLowerCase(Locale.ROOT).split("[^\\p{L}-]+");
      int first = divided ? 1 : 0; // the rest of a divided word is no word
      divided = line.text().endsWith("-");
      int last = divided ? inLine.length - 1 : inLine.length;
      for (int i = first; i < last; i++) {
        words.add(inLine[i]);
      }
    }
    int evidence = 0;
    for (int i = 0; i + 1 < lines.size(); i++) {
      String line = lines.get(i).text();
      if (line.endsWith("-")) {
        evidence += words.contains(before(line) + after(lines.get(i + 1).text())) ? 1 : 0;
        evidence -= words.contains(before(line) + "-" + after(lines.get(i + 1).text())) ? 1 : 0;
      }
    }
    this.divides = evidence > 0;
  }

  /**
   * Returns whether the hyphen that the line ends with is to go when the next line joins it. A word
   * that stands nowhere else is judged by what this document does as a rule.
   */
  boolean isDivided(String line, String next) {
    String left = before(line);
    String right = after(next);
    if (words.contains(left + right)) {
      return true;
    }
    return divides && !words.contains(left + "-" + right);
  }

  private static String before(String line) {
    int end = line.length() - 1;
    int start = end;
    while (start > 0 && isPart(line.charAt(start - 1))) {
      start--;
    }
    return line.substring(start, end).toLowerCase(Locale.ROOT);
  }

  private static String after(String line) {
    int end = 0;
    while (end < line.length() && isPart(line.charAt(end))) {
      end++;
    }
    return line.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isPart(char c) {
    return Character.isLetter(c) || c == '-';
  }
}

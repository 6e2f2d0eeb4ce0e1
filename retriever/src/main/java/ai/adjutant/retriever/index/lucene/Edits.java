package ai.adjutant.retriever.index.lucene;

/** Counts the edits between words: letters put in, left out, exchanged, or swapped. Pure. */
final class Edits {
  private Edits() {}

  /** Returns the number of edits, transposed neighbours as one (optimal string alignment). */
  static int between(String one, String other) {
    int[][] counts = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        counts[i][j] = i == 0 || j == 0 ? i + j : least(one, other, counts, i, j);
      }
    }
    return counts[one.length()][other.length()];
  }

  private static int least(String one, String other, int[][] counts, int i, int j) {
    int exchanged = counts[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
    int least = Math.min(exchanged, 1 + Math.min(counts[i - 1][j], counts[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, counts[i - 2][j - 2] + 1) : least;
  }
}

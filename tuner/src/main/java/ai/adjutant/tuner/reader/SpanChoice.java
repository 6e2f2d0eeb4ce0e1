package ai.adjutant.tuner.reader;

import ai.adjutant.tuner.text.Tokens;

/**
 * The best answer in a row.
 *
 * @param score of its beginning and end together
 * @param text of the passage
 */
record SpanChoice(double score, String text) {
  private static final int TOKENS_MAX = 40;

  /**
   * Chooses the pair of a beginning and an end with the highest sum, not too far apart.
   *
   * @param places two numbers for each token of the row, beginning and end
   * @param offset of the row's first number
   */
  static SpanChoice of(ReaderRow row, String context, float[] places, int offset) {
    double best = Double.NEGATIVE_INFINITY;
    int from = row.from();
    int to = row.from();
    for (int start = row.from(); start < row.to(); start++) {
      double begins = places[offset + 2 * row.place(start)];
      for (int end = start; end < Math.min(row.to(), start + TOKENS_MAX); end++) {
        double score = begins + places[offset + 2 * row.place(end) + 1];
        if (score > best) {
          best = score;
          from = start;
          to = end;
        }
      }
    }
    return new SpanChoice(
        best, best == Double.NEGATIVE_INFINITY ? "" : text(row, context, from, to));
  }

  private static String text(ReaderRow row, String context, int from, int to) {
    Tokens passage = row.passage();
    int start = context.offsetByCodePoints(0, passage.start(from));
    int end = context.offsetByCodePoints(start, passage.end(to) - passage.start(from));
    return context.substring(start, end);
  }
}

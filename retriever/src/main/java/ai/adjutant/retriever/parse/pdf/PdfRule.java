package ai.adjutant.retriever.parse.pdf;

/**
 * A straight line that is drawn on a page, along its width or its height; lengths in points, from
 * the page's upper left corner.
 *
 * @param level whether it runs along the width
 * @param at how far down it lies; of one that stands, how far right
 * @param from where it begins
 * @param to where it ends
 */
record PdfRule(boolean level, float at, float from, float to) {
  /** How far apart two ends may be that meet. */
  static final float SLACK_POINTS = 3;

  float length() {
    return to - from;
  }

  /** Returns whether it meets a rule of the other direction. */
  boolean meets(PdfRule across) {
    return from - SLACK_POINTS <= across.at
        && across.at <= to + SLACK_POINTS
        && across.from - SLACK_POINTS <= at
        && at <= across.to + SLACK_POINTS;
  }

  /** How much of a stretch it covers. */
  float within(float start, float end) {
    return Math.max(0, Math.min(to, end) - Math.max(from, start));
  }
}

package ai.adjutant.retriever.load;

import java.time.Duration;

/**
 * Bounds of loads.
 *
 * @param fileBytesMax largest file
 * @param parseWorkers files that are parsed at once, each load
 * @param charactersInFlight text between parser and index, each load, in UTF-16 code units
 * @param encodeCalls calls to the encoder at once, each load
 * @param encodeTexts texts of one call
 * @param commitDelay how late a document is committed at most
 * @param runningMax loads that run at once
 */
public record LoadLimits(
    long fileBytesMax,
    int parseWorkers,
    int charactersInFlight,
    int encodeCalls,
    int encodeTexts,
    Duration commitDelay,
    int runningMax) {
  /** Refuses bounds that let nothing through. */
  public LoadLimits {
    if (fileBytesMax < 1
        || parseWorkers < 1
        || charactersInFlight < 1
        || encodeCalls < 1
        || encodeTexts < 1
        || runningMax < 1) {
      throw new IllegalArgumentException("limits must be at least 1");
    }
  }

  /**
   * What holds unless a test says otherwise.
   *
   * @param parseWorkers files that are parsed at once, each load
   */
  public static LoadLimits defaults(int parseWorkers) {
    return new LoadLimits(
        512L * 1024 * 1024, parseWorkers, 8_000_000, 4, 16, Duration.ofMillis(400), 4);
  }
}

package ai.adjutant.inference.catalogue;

import java.time.Duration;

/**
 * What strangers' model directories and tokenizers may take.
 *
 * @param contextLengthMax longest sequence of a language model in tokens, 2 to 1,048,576; one that
 *     states more is served with this
 * @param tokenizerTime that one text may take in a caller's tokenizer, 100 milliseconds to an hour
 * @param trialTime that an imported model may take to be opened in a child process, 1 second to a
 *     day
 */
public record ModelLimits(int contextLengthMax, Duration tokenizerTime, Duration trialTime) {
  /** What holds where nothing is set. */
  public static final ModelLimits DEFAULT =
      new ModelLimits(131_072, Duration.ofSeconds(20), Duration.ofMinutes(10));

  private static final int CONTEXT_LENGTH_MAX = 1 << 20;

  /** Checks the ranges. */
  public ModelLimits {
    if (contextLengthMax < 2 || contextLengthMax > CONTEXT_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "contextLengthMax is " + contextLengthMax + ", not 2 to " + CONTEXT_LENGTH_MAX);
    }
    check("tokenizerTime", tokenizerTime, Duration.ofMillis(100), Duration.ofHours(1));
    check("trialTime", trialTime, Duration.ofSeconds(1), Duration.ofDays(1));
  }

  private static void check(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + least + " to " + most);
    }
  }
}

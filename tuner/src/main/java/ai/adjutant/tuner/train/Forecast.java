package ai.adjutant.tuner.train;

/**
 * What a run will take, from a trial of some of its steps.
 *
 * @param seconds of wall clock, as busy as the machine was in the trial
 * @param processorSeconds of all threads
 * @param peakBytes of memory in the process; 0 where the system does not say
 * @param tokensPerSecond in learning, of all workers, by the wall clock
 * @param trained numbers that training changes
 * @param parameters numbers of the model
 */
public record Forecast(
    double seconds,
    double processorSeconds,
    long peakBytes,
    double tokensPerSecond,
    long trained,
    long parameters) {

  /**
   * A part of a trial.
   *
   * @param units of work that were done in it
   * @param total units that the whole run has
   */
  record Part(double units, double total, double seconds, double processorSeconds) {
    double factor() {
      return total / units;
    }
  }

  /** Adds up parts that follow one another. */
  static Forecast of(Iterable<Part> parts, Part learning, long peakBytes, long trained, long all) {
    double seconds = 0;
    double processorSeconds = 0;
    for (Part part : parts) {
      seconds += part.seconds() * part.factor();
      processorSeconds += part.processorSeconds() * part.factor();
    }
    return new Forecast(
        seconds, processorSeconds, peakBytes, learning.units() / learning.seconds(), trained, all);
  }
}

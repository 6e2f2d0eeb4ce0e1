package ai.adjutant.tuner.optimizer;

import ai.adjutant.tuner.config.RateSettings;

/**
 * The learning rate over time.
 *
 * @param settings its form
 * @param steps of the run
 */
public record Schedule(RateSettings settings, int steps) {
  /**
   * The rate of one step.
   *
   * @param step from 0
   */
  public double rate(long step) {
    if (step < settings.warmUpSteps()) {
      return settings.peak() * (step + 1) / settings.warmUpSteps();
    }
    long falling = Math.max(1, (long) steps - settings.warmUpSteps() - 1);
    double gone = Math.min(1, (double) (step - settings.warmUpSteps()) / falling);
    double left =
        switch (settings.decay()) {
          case CONSTANT -> 1;
          case LINEAR -> 1 - gone;
          case COSINE -> (1 + StrictMath.cos(Math.PI * gone)) / 2;
        };
    return settings.decay() == RateSettings.Decay.CONSTANT
        ? settings.peak()
        : settings.peak() * (settings.last() + (1 - settings.last()) * left);
  }
}

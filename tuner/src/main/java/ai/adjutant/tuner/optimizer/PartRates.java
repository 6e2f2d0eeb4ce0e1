package ai.adjutant.tuner.optimizer;

import ai.adjutant.tuner.config.RateSettings;
import ai.adjutant.tuner.model.Parameter;
import ai.adjutant.tuner.model.Parameters;

/**
 * The factor on the learning rate of each parameter.
 *
 * @param settings factors by prefix and by layer
 */
public record PartRates(RateSettings settings) {
  /** The factor of a parameter; 0 leaves it as it is. */
  public double factor(Parameter parameter) {
    double byPrefix = settings.factors().map(factors -> factors.of(parameter.name())).orElse(1.0);
    return byPrefix * StrictMath.pow(settings.layerFactor(), parameter.depth());
  }

  /** Freezes the parameters whose factor is 0. */
  public void freeze(Parameters parameters) {
    parameters.all().stream()
        .filter(parameter -> factor(parameter) == 0)
        .forEach(Parameter::freeze);
  }
}

package ai.adjutant.gateway;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.process.ProcessReason;
import ai.adjutant.gateway.access.KeyLimits;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Who may call the gateway, prefix {@code adjutant.access}.
 *
 * @param keys {@value #REQUIRED}: each call needs a key; {@value #OFF}: nobody needs one, which
 *     only loopback allows
 * @param requestsPerMinuteMax calls a minute of a key without a limit of its own, 1 to 1,000,000
 * @param concurrentMax calls at once of a key without a limit of its own, 1 to 10,000
 */
@ConfigurationProperties("adjutant.access")
record AccessSettings(
    @Bindable(defaultValue = OFF) String keys,
    @Bindable(defaultValue = "600") int requestsPerMinuteMax,
    @Bindable(defaultValue = "32") int concurrentMax) {
  private static final String REQUIRED = "required";
  private static final String OFF = "off";

  /**
   * Returns whether each call needs a key.
   *
   * @throws AdjutantException SETTING_REFUSED when it is neither of the two words
   */
  boolean keysRequired() {
    return switch (keys) {
      case REQUIRED -> true;
      case OFF -> false;
      default ->
          throw new AdjutantException(
              ProcessReason.SETTING_REFUSED,
              "adjutant.access.keys is '"
                  + keys.substring(0, Math.min(keys.length(), 40))
                  + "'; it is 'required' or 'off'");
    };
  }

  /**
   * Returns the limits of keys without their own.
   *
   * @throws AdjutantException SETTING_REFUSED when they are out of range
   */
  KeyLimits limits() {
    try {
      return new KeyLimits(requestsPerMinuteMax, concurrentMax);
    } catch (IllegalArgumentException e) {
      throw new AdjutantException(
          ProcessReason.SETTING_REFUSED, "adjutant.access: " + e.getMessage(), e);
    }
  }
}

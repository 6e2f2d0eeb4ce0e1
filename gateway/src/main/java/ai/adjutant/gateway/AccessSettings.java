package ai.adjutant.gateway;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import ai.adjutant.gateway.access.KeyLimits;

/** States who may call the gateway. */
@SettingsGroup(value = "access", doc = "Who may call the gateway.")
public record AccessSettings(
    @Setting(
            value = "off",
            doc = "Whether each call needs a key; without keys only loopback is served.")
        Keys keys,
    @Setting(
            value = "600",
            min = "1",
            max = "1000000",
            doc = "Calls a minute of a key without a limit of its own.")
        int requestsPerMinuteMax,
    @Setting(
            value = "32",
            min = "1",
            max = "10000",
            doc = "Calls at once of a key without a limit of its own.")
        int concurrentCallsMax) {
  /** Checks the ranges. */
  public AccessSettings {
    Schema.check(AccessSettings.class, keys, requestsPerMinuteMax, concurrentCallsMax);
  }

  /** Returns whether each call needs a key. */
  public boolean keysRequired() {
    return keys == Keys.REQUIRED;
  }

  /** Returns the limits of keys without their own. */
  KeyLimits limits() {
    return new KeyLimits(requestsPerMinuteMax, concurrentCallsMax);
  }

  /** States whether keys are asked for. */
  public enum Keys {
    /** Nobody needs one. */
    OFF,
    /** Each call needs one. */
    REQUIRED
  }
}

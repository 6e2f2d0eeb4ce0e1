package ai.adjutant.chassis.settings;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why settings can't be used. */
public enum SettingsReason implements Reason {
  /** A setting is unknown, unreadable or out of range; the message lists every problem. */
  SETTINGS_REFUSED(Kind.INVALID_ARGUMENT);

  private final Kind kind;

  SettingsReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}

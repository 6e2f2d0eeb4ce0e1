package ai.adjutant.chassis.settings;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings of a process as they hold: every record, and where each value came from. */
public final class Settings {
  private static final int PROBLEMS_SHOWN_MAX = 50;

  private final Map<Class<?>, Record> records;
  private final List<Value> values;

  Settings(Map<Class<?>, Record> records, List<Value> values) {
    this.records = Map.copyOf(records);
    this.values = List.copyOf(values);
  }

  /** Reads all sources and checks everything; nothing is opened but the settings file. */
  public static Reading read(Schema schema, SettingsSources sources) {
    return new SettingsReader(schema, sources).read();
  }

  /**
   * A record of settings.
   *
   * @param type one of the schema's records
   */
  public <R extends Record> R get(Class<R> type) {
    Record record = records.get(type);
    if (record == null) {
      throw new IllegalArgumentException(type + " is not among the settings that were read");
    }
    return type.cast(record);
  }

  /** All records, in no particular order. */
  public List<Record> records() {
    return List.copyOf(records.values());
  }

  /** All values, in the order of the schema. */
  public List<Value> values() {
    return values;
  }

  /** Where the value of this key came from. */
  public Origin origin(SettingKey key) {
    return values.stream()
        .filter(value -> value.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(key + " is no setting"))
        .origin();
  }

  /**
   * A value that holds.
   *
   * @param text as a user would write it; a secret's shows nothing
   */
  public record Value(SettingKey key, String text, Origin origin) {}

  /**
   * What reading gave.
   *
   * @param settings empty when there are problems
   * @param problems all of them, those of the file first
   */
  public record Reading(Optional<Settings> settings, List<Problem> problems) {
    /** Keeps a copy. */
    public Reading {
      problems = List.copyOf(problems);
    }

    /**
     * The settings.
     *
     * @throws AdjutantException SETTINGS_REFUSED, naming every problem
     */
    public Settings orThrow() {
      return settings.orElseThrow(
          () -> new AdjutantException(SettingsReason.SETTINGS_REFUSED, message()));
    }

    /** All problems in one message for people, a line each. */
    public String message() {
      String count =
          problems.size() == 1
              ? "a setting can't be used"
              : problems.size() + " settings can't be used";
      String more =
          problems.size() > PROBLEMS_SHOWN_MAX
              ? "\n  and " + (problems.size() - PROBLEMS_SHOWN_MAX) + " more"
              : "";
      return problems.stream()
          .limit(PROBLEMS_SHOWN_MAX)
          .map(problem -> "\n  " + problem)
          .collect(Collectors.joining("", count + ":", more));
    }
  }
}

package ai.adjutant.tuner.config;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.settings.Descriptor;
import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.SettingKey;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.settings.SettingsReason;
import ai.adjutant.chassis.settings.SettingsSources;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All settings of a run: those that every run has, and the task's own. */
public final class Recipe {
  private static final List<Class<? extends Record>> COMMON =
      List.of(
          TrainSettings.class,
          RateSettings.class,
          OptimizerSettings.class,
          EvaluationSettings.class,
          WorkerSettings.class);

  /** Where things lie is no part of what is learnt. */
  private static final SettingKey OUTPUT = SettingKey.named("train.output");

  private final Settings settings;

  private Recipe(Settings settings) {
    this.settings = settings;
  }

  /**
   * Reads a configuration file.
   *
   * @param task records of the task's own settings
   * @param flags that override the file
   * @throws AdjutantException SETTINGS_REFUSED, naming every problem
   */
  public static Recipe read(
      Path file, List<Class<? extends Record>> task, List<SettingsSources.Flag> flags) {
    return read(Optional.of(file), task, flags);
  }

  /**
   * Reads a configuration file, or takes flags and defaults alone.
   *
   * @param file empty for none
   * @param task records of the task's own settings
   * @param flags that override the file
   * @throws AdjutantException SETTINGS_REFUSED, naming every problem
   */
  public static Recipe read(
      Optional<Path> file, List<Class<? extends Record>> task, List<SettingsSources.Flag> flags) {
    List<Class<? extends Record>> all = new ArrayList<>(COMMON);
    all.addAll(task);
    SettingsSources sources = new SettingsSources(file, Map.of(), new TreeMap<>(), flags);
    Recipe recipe = new Recipe(Settings.read(Schema.of(all), sources).orThrow());
    recipe.checkIntervals();
    return recipe;
  }

  /**
   * All settings with their defaults and what they decide, as a configuration file.
   *
   * @param task records of the task's own settings
   */
  public static String reference(List<Class<? extends Record>> task) {
    List<Class<? extends Record>> all = new ArrayList<>(COMMON);
    all.addAll(task);
    StringBuilder text = new StringBuilder();
    for (Schema.Group group : Schema.of(all).groups()) {
      text.append("# ").append(group.documentation()).append('\n');
      for (Descriptor setting : group.descriptors()) {
        text.append("# ").append(setting.documentation());
        text.append(" Give ").append(setting.accepted()).append(".\n");
        text.append(setting.key()).append(": ").append(setting.defaultText()).append('\n');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private void checkIntervals() {
    TrainSettings train = get(TrainSettings.class);
    WorkerSettings workers = get(WorkerSettings.class);
    checkMultiple(
        "train.checkpoint-every",
        train.checkpointEvery(),
        "train.report-every",
        train.reportEvery());
    if (workers.count() > 1) {
      Map<String, Integer> intervals = new LinkedHashMap<>();
      intervals.put("train.steps", train.steps());
      intervals.put("train.report-every", train.reportEvery());
      intervals.put("evaluation.every", get(EvaluationSettings.class).every());
      intervals.forEach((key, interval) ->
          checkMultiple(key, interval, "workers.average-every", workers.averageEvery()));
    }
  }

  private static void checkMultiple(String key, int interval, String unitKey, int unit) {
    if (interval % unit != 0) {
      throw new AdjutantException(
          SettingsReason.SETTINGS_REFUSED,
          key + " is " + interval + ", which is no multiple of " + unitKey + " (" + unit + ")");
    }
  }

  /** One record of settings. */
  public <R extends Record> R get(Class<R> type) {
    return settings.get(type);
  }

  /** Every setting with its value, defaults too, as a configuration file that reads the same. */
  public String text() {
    return settings.values().stream()
        .map(value -> value.key() + ": \"" + quoted(value.text()) + "\"\n")
        .collect(Collectors.joining());
  }

  private static String quoted(String text) {
    if (text.matches("-?[0-9.]+E-?[0-9]+")) {
      return new BigDecimal(text).toPlainString(); // settings are read without exponents
    }
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /**
   * What a run depends on; where results are written is left out. Two runs of the same examples and
   * equal texts give equal weights.
   */
  public String essence() {
    return text()
        .lines()
        .filter(line -> !line.startsWith(OUTPUT + ":"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}

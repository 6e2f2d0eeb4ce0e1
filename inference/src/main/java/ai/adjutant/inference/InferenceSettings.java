package ai.adjutant.inference;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.threads.ThreadBudget;
import ai.adjutant.inference.catalogue.ModelLimits;
import ai.adjutant.inference.catalogue.ReaderSettings;
import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.runtime.HardwareSettings;
import ai.adjutant.inference.service.GenerationSettings;
import ai.adjutant.inference.service.ImportSettings;
import java.util.List;

/** All settings of inference. */
public record InferenceSettings(
    EngineSettings engine,
    EmbedSettings embed,
    GenerationSettings generation,
    ImportSettings imports,
    ModelLimits limits,
    ReaderSettings reader,
    HardwareSettings hardware) {
  /** The records that declare them. */
  public static final List<Class<? extends Record>> GROUPS =
      List.of(
          EngineSettings.class,
          EmbedSettings.class,
          GenerationSettings.class,
          ImportSettings.class,
          ModelLimits.class,
          ReaderSettings.class,
          HardwareSettings.class);

  /** The settings of inference among those of a process. */
  public static InferenceSettings of(Settings settings) {
    return new InferenceSettings(
        settings.get(EngineSettings.class),
        settings.get(EmbedSettings.class),
        settings.get(GenerationSettings.class),
        settings.get(ImportSettings.class),
        settings.get(ModelLimits.class),
        settings.get(ReaderSettings.class),
        settings.get(HardwareSettings.class));
  }

  /** The defaults. */
  static InferenceSettings defaults() {
    return new InferenceSettings(
        Schema.defaults(EngineSettings.class),
        Schema.defaults(EmbedSettings.class),
        Schema.defaults(GenerationSettings.class),
        Schema.defaults(ImportSettings.class),
        Schema.defaults(ModelLimits.class),
        Schema.defaults(ReaderSettings.class),
        Schema.defaults(HardwareSettings.class));
  }

  /** The same, with shares of this budget where threads are not set. */
  InferenceSettings within(ThreadBudget budget) {
    return new InferenceSettings(
        engine.within(budget), embed.within(budget), generation, imports, limits, reader, hardware);
  }
}

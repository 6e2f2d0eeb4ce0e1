/**
 * Settings of a process: declared on records, read from one file, the environment and flags, and
 * checked all together before anything starts.
 *
 * <p>Entry point: {@link ai.adjutant.chassis.settings.Settings}. Nothing else may read environment
 * variables or system properties.
 *
 * <p>To add a setting, add a component with a {@link ai.adjutant.chassis.settings.Setting} to the
 * package's record and pass it to {@link ai.adjutant.chassis.settings.Schema#check}:
 *
 * <pre>{@code
 * @SettingsGroup(value = "inference.engine", doc = "One language model.")
 * public record EngineSettings(
 *     @Setting(value = "64", min = "1", max = "10000", doc = "Requests that may wait.") int queueSize) {
 *   public EngineSettings {
 *     Schema.check(EngineSettings.class, queueSize);
 *   }
 * }
 * }</pre>
 *
 * <p>Its key is {@code inference.engine.queue-size}, its variable {@code
 * ADJUTANT_INFERENCE_ENGINE_QUEUE_SIZE}. A new record is also added to the list of groups of its
 * module. Then {@code ./adjutant config reference > docs/configuration.md} brings the page up to
 * date. A message that names a setting takes its words from {@link
 * ai.adjutant.chassis.settings.SettingKey}.
 */
@NullMarked
package ai.adjutant.chassis.settings;

import org.jspecify.annotations.NullMarked;

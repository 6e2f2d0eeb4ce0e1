package ai.adjutant.inference.catalogue;

import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.engine.EngineSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A process of its own that opens the models of a folder and ends in the middle of that, as one
 * does whose memory runs out, or in an orderly way. Its arguments are the data folder and {@code
 * halt} or {@code exit}.
 */
final class DyingProbe {
  private DyingProbe() {}

  public static void main(String[] arguments) {
    Path data = Path.of(arguments[0]);
    boolean orderly = arguments[1].equals("exit");
    MachineMemory dying =
        new MachineMemory() {
          @Override
          public OptionalLong available() { // asked while a language model is opened
            if (!orderly) {
              Runtime.getRuntime().halt(3);
            }
            Thread.ofPlatform().start(() -> System.exit(0));
            while (true) {
              Thread.onSpinWait();
            }
          }

          @Override
          public long resident() {
            return 0;
          }
        };
    Catalogue.open(
        new CatalogueSettings(
            data.resolve("native"),
            data.resolve("models"),
            new EmbedSettings(1, 256, 256),
            new EngineSettings(1, 1, 1, 64 << 20),
            new SimpleMeterRegistry()),
        dying);
  }
}

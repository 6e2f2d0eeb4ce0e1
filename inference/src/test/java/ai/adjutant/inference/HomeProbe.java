package ai.adjutant.inference;

import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.threads.ThreadBudget;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.inference.embed.Purpose;
import ai.adjutant.inference.engine.Generation;
import ai.adjutant.inference.engine.GenerationEvent;
import ai.adjutant.inference.engine.GenerationOptions;
import ai.adjutant.inference.engine.Prompt;
import ai.adjutant.inference.sample.Sampling;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process of its own that embeds and generates once; its argument is the data folder. */
final class HomeProbe {
  private HomeProbe() {}

  public static void main(String[] arguments) throws Throwable {
    ServiceSettings service =
        new ServiceSettings(
            Path.of(arguments[0]), new Endpoint.Tcp("127.0.0.1", 0), Map.of(), ThreadBudget.of(1));
    try (OpenInference inference =
        OpenInference.open(service, InferenceSettings.defaults(), new SimpleMeterRegistry())) {
      inference.catalogue().encoder("").begin(List.of("a text"), Purpose.QUERY).await();
      Generation generation =
          inference
              .catalogue()
              .generator("")
              .generate(
                  new Prompt.Raw("x"),
                  GenerationOptions.of(new Sampling(0, 0, 0, 0), 3, List.of()));
      while (!(generation.next() instanceof GenerationEvent.Finished)) {
        // read to the end
      }
    }
    System.out.println("telemetry off: " + environment("ORT_DISABLE_TELEMETRY"));
  }

  /** The variable as native code sees it. */
  private static String environment(String name) throws Throwable {
    Linker linker = Linker.nativeLinker();
    MemorySegment value =
        (MemorySegment)
            linker
                .downcallHandle(
                    linker.defaultLookup().findOrThrow("getenv"),
                    FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                .invokeExact(Arena.global().allocateFrom(name));
    return value.equals(MemorySegment.NULL)
        ? "unset"
        : value.reinterpret(Long.MAX_VALUE).getString(0);
  }
}

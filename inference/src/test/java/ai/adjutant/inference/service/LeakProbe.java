package ai.adjutant.inference.service;

import static ai.adjutant.inference.service.TinyModels.asking;

import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.LoadModelRequest;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import ai.adjutant.inference.v1.ScoreRequest;
import ai.adjutant.inference.v1.TokenIds;
import ai.adjutant.inference.v1.UnloadModelRequest;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A process of its own that serves itself and says by how much its memory grew, the first half left
 * out. Its arguments are the data folder, how many requests to make, and how often to load and
 * unload each model.
 */
final class LeakProbe {
  private static final Linker LINKER = Linker.nativeLinker();

  /** Odd, so that one is the median. */
  private static final int STRETCHES = 5;

  private LeakProbe() {}

  public static void main(String[] arguments) throws Throwable {
    Path data = Path.of(arguments[0]);
    TinyModels.sound(data.resolve("models/grouped"));
    TinyModels.broken(data.resolve("models/broken"), (name, row) -> name.part().inLayer());
    SyntheticDecoder.repeating("ab ").writeTo(data.resolve("models/plain"));
    TinyModels.sound(data.resolve("models/cut"));
    Files.writeString(data.resolve("models/cut/tokenizer.json"), "{}");
    try (RunningInference inference =
        RunningInference.on(data, new EngineSettings(1, 4, 16, 64 << 20))) {
      report("requests", Integer.parseInt(arguments[1]), i -> request(inference, i));
      report("loads", Integer.parseInt(arguments[2]), i -> reload(inference, i));
    }
  }

  /**
   * Repeats something and prints by how many bytes a time memory grew: the median of stretches of
   * the second half. A leak grows in each; what the process itself takes or gives back, a compiled
   * method or a heap of the allocator, shows in one or two.
   */
  private static void report(String what, int times, IntConsumer step) throws Throwable {
    int done = times / 2;
    for (int i = 0; i < done; i++) {
      step.accept(i);
    }
    int each = (times - done) / STRETCHES;
    long[] grown = new long[STRETCHES];
    long before = resident();
    for (int stretch = 0; stretch < STRETCHES; stretch++) {
      for (int i = 0; i < each; i++) {
        step.accept(done++);
      }
      long now = resident();
      grown[stretch] = (now - before) / each;
      before = now;
    }
    Arrays.sort(grown);
    long median = grown[STRETCHES / 2];
    System.out.println(
        what
            + ": "
            + median
            + " bytes each, of "
            + times
            + ", stretches "
            + Arrays.toString(grown));
  }

  /** Long and short, on both paths, answered, scored, cancelled and failing. */
  private static void request(RunningInference inference, int i) {
    var stub = GenerationServiceGrpc.newBlockingStub(inference.channel());
    int tokens = 1 + i % 40;
    switch (i % 6) {
      case 0, 1 -> Answer.to(asking("grouped", i, tokens, 4).build(), inference.channel());
      case 2 ->
          Answer.to(
              GenerateRequest.newBuilder()
                  .setModel("models/plain")
                  .setPrompt("x".repeat(tokens))
                  .setMaxTokens(4)
                  .build(),
              inference.channel());
      case 3 ->
          stub.score(
              ScoreRequest.newBuilder()
                  .setModel("models/grouped")
                  .setIds(TokenIds.newBuilder().addValues(1).addValues(tokens).addValues(2))
                  .build());
      case 4 -> {
        try (CancellableContext call = Context.current().withCancellation()) {
          call.run(() -> stub.generate(asking("grouped", i, tokens, 400).build()).next());
        }
      }
      default -> refused(() -> Answer.to(asking("broken", i, 4, 4).build(), inference.channel()));
    }
  }

  private static void reload(RunningInference inference, int i) {
    ModelServiceBlockingStub models = ModelServiceGrpc.newBlockingStub(inference.channel());
    String name = i % 2 == 0 ? "grouped" : "plain";
    var unload = UnloadModelRequest.newBuilder().setName("models/" + name).build();
    var load = LoadModelRequest.newBuilder().setName("models/" + name).build();
    var cut = LoadModelRequest.newBuilder().setName("models/cut").build();
    models.unloadModel(unload);
    refused(() -> models.loadModel(cut));
    models.loadModel(load);
    Answer.to(
        asking(name, i, 4, 4).setIds(TokenIds.newBuilder().addValues(1)).build(),
        inference.channel());
  }

  private static void refused(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return;
    }
    throw new IllegalStateException("was not refused");
  }

  /** Memory of this process that no file backs, what is merely kept for later given back. */
  private static long resident() throws Throwable {
    MethodHandle trim =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("malloc_trim"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      int released = (int) trim.invokeExact(0L);
      least = Math.min(least, anonymous() + 0L * released);
    }
    return least;
  }

  private static long anonymous() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("RssAnon:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        << 10;
  }
}

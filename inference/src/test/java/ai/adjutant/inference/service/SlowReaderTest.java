package ai.adjutant.inference.service;

import static ai.adjutant.inference.service.TinyModels.asking;
import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.v1.EngineLoad;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GetEngineRequest;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that read one message and then none hold up themselves alone. */
@Timeout(180)
class SlowReaderTest {
  private static final int STREAMS = 4;
  private static final int TOKENS = 4_000;

  /** Were the messages of a stream made and kept, they would take more. */
  private static final int HEAP_BYTES_MAX = 480 << 10;

  /** Less than a stream's bytes, so that most of them wait on the server. */
  private static final int WINDOW_BYTES = 4 << 10;

  @TempDir Path data;

  @Test
  void costsLittleHeapAndNobodyElseAndLosesNothing() throws Exception {
    TinyModels.lasting(data.resolve("models/tiny"), 8_192);
    try (RunningInference inference =
        RunningInference.on(data, new EngineSettings(1, STREAMS, 16, 64 << 20))) {
      ManagedChannel narrow = narrow(inference.endpoint());
      GenerateRequest other = asking("tiny", 99, 20, 100).build();
      Answer alone = Answer.to(other, inference.channel());
      long heapBefore = heap();
      List<Call> slow = new ArrayList<>();
      for (int seed = 0; seed < STREAMS; seed++) {
        slow.add(Call.beginSlowly(asking("tiny", seed, 1 + seed, TOKENS).build(), narrow));
      }
      slow.forEach(Call::awaitFirst);
      assertThat(Answer.to(other, inference.channel()).says(alone)).isTrue();
      EngineLoad load = load(inference);
      while (load.getRunning() + load.getWaiting() > 0) { // the engine waits for no reader
        load = load(inference);
      }
      long perStream = (heap() - heapBefore) / STREAMS;
      System.out.println(perStream + " bytes of heap a stream, " + TOKENS + " tokens unread");
      assertThat(perStream).isLessThan(HEAP_BYTES_MAX);
      assertThat(slow).noneMatch(Call::ended);
      slow.forEach(Call::readOn);
      for (int seed = 0; seed < STREAMS; seed++) {
        Answer answer = slow.get(seed).await();
        assertThat(answer.tokens()).hasSize(TOKENS);
        assertThat(answer.finish().getUsage().getGeneratedTokens()).isEqualTo(TOKENS);
      }
      Answer quick = Answer.to(asking("tiny", 3, 4, TOKENS).build(), inference.channel());
      assertThat(slow.get(3).await().says(quick)).isTrue();
      narrow.shutdownNow();
    }
  }

  private static ManagedChannel narrow(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Tcp tcp ->
          NettyChannelBuilder.forAddress(tcp.host(), tcp.port())
              .usePlaintext()
              .flowControlWindow(WINDOW_BYTES)
              .build();
      case Endpoint.InProcess local -> throw new IllegalArgumentException(local.name());
    };
  }

  private static EngineLoad load(RunningInference inference) {
    return ModelServiceGrpc.newBlockingStub(inference.channel())
        .getEngine(GetEngineRequest.getDefaultInstance())
        .getModels(0);
  }

  /** What is in use, in bytes, garbage left out. */
  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      least = Math.min(least, used);
    }
    return least;
  }
}

package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.adjutant.chassis.testing.CapturedLog;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.testing.OnnxGraph;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.LoadModelRequest;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.TokenIds;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OutOfMemoryTest {
  @RegisterExtension final CapturedLog log = CapturedLog.of("ai.adjutant");

  /** Floats that no machine has addresses for. */
  private static final long NUMBERS = 1L << 46;

  @TempDir Path data;

  /** Its few bytes look as though it would fit, so that only the runtime can find out. */
  @Test
  void survivesAGraphThatWantsMoreThanThereIs() throws IOException, InterruptedException {
    SyntheticDecoder.saying("still here").writeTo(data.resolve("models/good"));
    try (RunningInference inference = RunningInference.on(data)) {
      Path greedy = data.resolve("models/greedy");
      SyntheticDecoder.saying("x").writeTo(greedy);
      Files.write(greedy.resolve("onnx/model.onnx"), greedyGraph());
      for (int i = 0; i < 3; i++) {
        Throwable failure =
            catchThrowable(() -> {
              load(inference);
              Answer.to(asking("greedy"), inference.channel());
            });
        assertThat(failure).isInstanceOf(StatusRuntimeException.class);
        assertThat(Statuses.errorInfo(failure))
            .hasValueSatisfying(
                info -> assertThat(info.getReason()).isIn("MODEL_FAILED", "MEMORY_MISSING"));
        assertThat(log.expect("model failed: model=greedy").getMessage())
            .contains("memory ran out");
      }
      assertThat(Answer.to(asking("good"), inference.channel()).text()).isEqualTo("still here");
    }
  }

  private static GenerateRequest asking(String model) {
    return GenerateRequest.newBuilder()
        .setModel("models/" + model)
        .setIds(TokenIds.newBuilder().addValues(1))
        .build();
  }

  private static void load(RunningInference inference) {
    ModelServiceGrpc.newBlockingStub(inference.channel())
        .loadModel(LoadModelRequest.newBuilder().setName("models/greedy").build());
  }

  /** A decoder, but for noughts that are made when it is loaded or run. */
  private static byte[] greedyGraph() {
    OnnxGraph graph = new OnnxGraph();
    graph.input("input_ids", OnnxGraph.INT64, 1, "sequence");
    graph.longs("count", new long[] {NUMBERS}, 1);
    graph.longs("first", new long[] {0});
    graph.floats("table", new float[20], 10, 2);
    graph.floats("seed", new float[] {0}, 1);
    graph.node("Expand", List.of("seed", "count"), "noughts");
    graph.node("Gather", List.of("noughts", "first"), "nought");
    graph.node("Gather", List.of("table", "input_ids"), "words");
    graph.node("Add", List.of("words", "nought"), "logits");
    graph.output("logits", OnnxGraph.FLOAT, 1, "sequence", 2);
    for (String part : List.of("key", "value")) {
      graph.input("past_key_values.0." + part, OnnxGraph.FLOAT, 1, 1, "past", 1);
      graph.node("Identity", List.of("past_key_values.0." + part), "present.0." + part);
      graph.output("present.0." + part, OnnxGraph.FLOAT, 1, 1, "past", 1);
    }
    return graph.model();
  }
}

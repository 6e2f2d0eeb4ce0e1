package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.testing.OnnxGraph;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.LoadModelRequest;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelState;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that would end the process that serves them, over real sockets. */
@Timeout(180)
class HostileImportTest {
  @TempDir static Path data;
  @TempDir Path outside;
  private static RunningInference inference;

  @BeforeAll
  static void start() {
    SyntheticDecoder.saying("still here").writeTo(data.resolve("models/good"));
    inference = RunningInference.on(data);
  }

  @AfterAll
  static void stop() {
    inference.close();
  }

  /** 16 GB of noughts, which ONNX Runtime makes when it opens the graph. */
  @Test
  void refusesAGraphWithAConstantOfSixteenGigabytes() throws IOException {
    Path model = model();
    Files.write(model.resolve("onnx/model.onnx"), graphWithConstant(1L << 32));
    assertRefused("bigalloc", model, "MODEL_UNSAFE", "memory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10000000", "2147483647", "2147483648", "1000000000000000000000000000000"})
  void servesAModelThatStatesAnEndlessContextWithTheBound(String stated) throws IOException {
    Path model = model();
    Files.writeString(
        model.resolve("config.json"), "{\"max_position_embeddings\": " + stated + "}");
    String name = "context-" + stated;
    Model imported = ImportCall.send(inference.channel(), name, model);
    assertThat(imported.getState()).isEqualTo(ModelState.MODEL_STATE_READY);
    assertThat(imported.getContextLength()).isEqualTo(131_072);
    assertThat(imported.getStatedContextLength()).isBetween(10_000_000, Integer.MAX_VALUE);
    assertThat(says(name)).isEqualTo("fine");
  }

  @Test
  void refusesATemplateThatIsNestedWithoutEnd() throws IOException {
    Path model = model();
    Files.writeString(
        model.resolve("chat_template.jinja"),
        "{% if true %}".repeat(5_000) + "{% endif %}".repeat(5_000));
    assertRefused("nested", model, "TEMPLATE_BROKEN", "more than 64 blocks nested");
    Files.writeString(
        model.resolve("chat_template.jinja"), "{{ " + "(".repeat(20_000) + ")".repeat(20_000));
    assertRefused("nested", model, "TEMPLATE_BROKEN", "more than 32 brackets nested");
  }

  @Test
  void refusesFilesOfConfigurationBeyondAllMeasure() throws IOException {
    for (String file : List.of("config.json", "tokenizer_config.json", "generation_config.json")) {
      Path model = model();
      Files.writeString(model.resolve(file), "{\"a\":\"" + "x".repeat(9 << 20) + "\"}");
      assertRefused("large", model, "MODEL_FILE_REFUSED", file + " has 9437");
      Files.writeString(model.resolve(file), "{\"a\":" + "[".repeat(100_000));
      assertRefused("deep", model, "MODEL_FILE_REFUSED", file + " is nested deeper than 64");
      Files.writeString(model.resolve(file), "{\"a\":[" + "1,".repeat(600_000) + "1]}");
      assertRefused("many", model, "MODEL_FILE_REFUSED", file + " has more than 500000 values");
    }
  }

  @Test
  void refusesNumbersThatCantBe() throws IOException {
    Path model = model();
    String config = "{\"max_position_embeddings\": 512, \"%s\": %s}";
    for (String field : List.of("num_hidden_layers", "num_attention_heads", "hidden_size")) {
      for (String value : List.of("2147483647", "0", "99999999999999999999")) {
        Files.writeString(model.resolve("config.json"), config.formatted(field, value));
        assertRefused(
            "numbers", model, "MODEL_FILE_REFUSED", field + " is " + value + ", not 1 to");
      }
    }
    Files.writeString(
        model.resolve("generation_config.json"), "{\"eos_token_id\": 18446744073709551616}");
    Files.writeString(model.resolve("config.json"), "{\"max_position_embeddings\": 512}");
    assertRefused("numbers", model, "MODEL_FILE_REFUSED", "which is no token id");
  }

  /** Put in place by hand it is used in a child process; the text that ends that fails alone. */
  @Test
  void refusesATokenizerThatAbortsAndOutlivesItWherePutByHand() throws IOException {
    Path model = model();
    String json = Files.readString(model.resolve("tokenizer.json"));
    Files.writeString(
        model.resolve("tokenizer.json"),
        "{\"normalizer\":{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"(a+)+$\"},\"content\":\"b\"},"
            + json.substring(1));
    assertRefused("abort", model, "TOKENIZER_FAILED", "ended its process");
    Files.move(model, data.resolve("models/abort"));
    ModelServiceGrpc.newBlockingStub(inference.channel())
        .loadModel(LoadModelRequest.newBuilder().setName("models/abort").build());
    assertThat(says("abort")).isEqualTo("fine");
    GenerateRequest evil =
        GenerateRequest.newBuilder()
            .setModel("models/abort")
            .setPrompt("a".repeat(28) + "!")
            .build();
    assertThatThrownBy(() -> Answer.to(evil, inference.channel()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e ->
                assertThat(Statuses.errorInfo(e).orElseThrow().getReason())
                    .isEqualTo("TOKENIZER_FAILED"));
    assertThat(says("abort")).isEqualTo("fine");
  }

  private Path model() throws IOException {
    Path model = Files.createTempDirectory(outside, "model");
    SyntheticDecoder.saying("fine").writeTo(model);
    return model;
  }

  private static String says(String model) {
    return Answer.to(
            GenerateRequest.newBuilder().setModel("models/" + model).setPrompt("?").build(),
            inference.channel())
        .text();
  }

  private static void assertRefused(String name, Path model, String reason, String message) {
    assertThatThrownBy(() -> ImportCall.send(inference.channel(), name, model))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e ->
                assertThat(Statuses.errorInfo(e).orElseThrow().getReason())
                    .as(e.toString())
                    .isEqualTo(reason))
        .hasMessageContaining(message);
    assertThat(data.resolve("models").resolve(name)).doesNotExist();
    assertThat(says("good")).isEqualTo("still here");
  }

  /** A decoder, but for noughts that are folded when it is opened. */
  private static byte[] graphWithConstant(long count) {
    OnnxGraph graph = new OnnxGraph();
    graph.input("input_ids", OnnxGraph.INT64, 1, "sequence");
    graph.longs("count", new long[] {count}, 1);
    graph.longs("first", new long[] {0});
    graph.floats("table", new float[20], 10, 2);
    graph.node("ConstantOfShape", List.of("count"), "noughts");
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

package ai.adjutant.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.testing.CapturedLog;
import ai.adjutant.inference.model.ModelSpec.Attention;
import ai.adjutant.inference.model.ModelSpec.Variant;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.onnx.file.Dimension;
import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.Node;
import ai.adjutant.onnx.file.Operator;
import ai.adjutant.onnx.file.TensorPort;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {
  @RegisterExtension final CapturedLog log = CapturedLog.of("ai.adjutant");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void write() {
    model = folder.resolve("small");
    SyntheticDecoder.saying("x").writeTo(model);
  }

  @Test
  void tellsWhatLiesInADirectory() throws IOException {
    ModelSpec spec = ModelDirectory.read(model);
    byte[] graph = Files.readAllBytes(model.resolve("onnx/model.onnx"));
    assertThat(spec.name()).isEqualTo("small");
    assertThat(spec.ports()).isEqualTo(ModelSpec.Ports.OPTIMUM);
    assertThat(spec.attention()).isEqualTo(Attention.PLAIN);
    assertThat(spec.files().tokenizer()).contains(model.resolve("tokenizer.json"));
    assertThat(spec.footprint().layers()).isEqualTo(1);
    assertThat(spec.footprint().cacheBytesPerToken()).isEqualTo(2 * 4);
    assertThat(spec.footprint().loadBytes()).isEqualTo(2 * spec.footprint().weightBytes());
    assertThat(spec.variants())
        .containsExactly(
            new Variant("onnx/model.onnx", "cpu", "float32", sha256(graph), graph.length, "1.12"));
  }

  @Test
  void writesDownWhatItFound() throws IOException {
    ModelDirectory.read(model);
    JsonNode json = json();
    assertThat(json.path("format").asInt()).isEqualTo(1);
    assertThat(json.path("chosen").asText()).isEqualTo("onnx/model.onnx");
    assertThat(json.path("variants").path(0).path("weights").asText()).isEqualTo("float32");
    assertThat(json.path("variants").path(0).path("runtimeMin").asText()).isEqualTo("1.12");
    assertThat(json.path("files").findValuesAsText("path"))
        .contains("onnx/model.onnx", "tokenizer.json", "config.json", "chat_template.jinja");
    FileTime written = Files.getLastModifiedTime(model.resolve("model.json"));
    Files.setLastModifiedTime(model.resolve("model.json"), FileTime.fromMillis(1_000));
    ModelDirectory.read(model);
    assertThat(Files.getLastModifiedTime(model.resolve("model.json")))
        .isNotEqualTo(written)
        .isEqualTo(FileTime.fromMillis(1_000));
  }

  @Test
  void hashesOnlyWhatChanged() throws IOException {
    Path template = model.resolve("chat_template.jinja");
    Files.setLastModifiedTime(template, FileTime.fromMillis(50_000));
    String digest = ModelDirectory.read(model).files().digest();
    byte[] bytes = Files.readAllBytes(template);
    bytes[bytes.length - 1] = ' ';
    Files.write(template, bytes);
    Files.setLastModifiedTime(template, FileTime.fromMillis(50_000));
    assertThat(ModelDirectory.read(model).files().digest()).isEqualTo(digest);
    Files.setLastModifiedTime(template, FileTime.fromMillis(51_000));
    assertThat(ModelDirectory.read(model).files().digest()).isNotEqualTo(digest);
  }

  @Test
  void takesTheDigestsOfFilesThatHaveJustCome() throws IOException {
    String digest = "ab".repeat(32);
    ModelDirectory.read(model);
    ModelSpec spec = ModelDirectory.read(model, Map.of("onnx/model.onnx", digest));
    assertThat(spec.variants().getFirst().digest()).isEqualTo(digest);
    assertThat(ModelDirectory.read(model).variants().getFirst().digest()).isEqualTo(digest);
    assertThat(json().path("variants").path(0).path("digest").asText()).isEqualTo(digest);
  }

  @Test
  void writesADamagedDescriptionAnew() throws Exception {
    ModelSpec spec = ModelDirectory.read(model);
    for (String damage : List.of("{\"format\":1,", "[]", "{\"files\":[{\"path\":\"x\"}]}")) {
      Files.writeString(model.resolve("model.json"), damage);
      assertThat(ModelDirectory.read(model)).isEqualTo(spec);
      assertThat(json().path("files")).isNotEmpty();
      log.expect("model.json is damaged and written anew");
    }
  }

  @Test
  void leavesADescriptionOfALaterFormatAlone() throws Exception {
    String later = "{\"format\": 2, \"files\": \"otherwise\"}";
    Files.writeString(model.resolve("model.json"), later);
    ModelDirectory.read(model);
    assertThat(Files.readString(model.resolve("model.json"))).isEqualTo(later);
    log.expect("model.json is of a later format");
  }

  @Test
  void servesTheGraphThatAPersonNames() throws IOException {
    copyGraph("model_other.onnx");
    assertThat(ModelDirectory.read(model).variants())
        .extracting(Variant::file)
        .containsExactly("onnx/model.onnx", "onnx/model_other.onnx");
    ObjectNode json = (ObjectNode) json();
    Files.writeString(
        model.resolve("model.json"), json.put("serve", "onnx/model_other.onnx").toString());
    ModelSpec spec = ModelDirectory.read(model);
    assertThat(spec.files().graph()).isEqualTo(model.resolve("onnx/model_other.onnx"));
    assertThat(spec.variants().getFirst().file()).isEqualTo("onnx/model_other.onnx");
    assertThat(json().path("serve").asText()).isEqualTo("onnx/model_other.onnx");
    Files.delete(model.resolve("onnx/model_other.onnx"));
    refused("onnx/model_other.onnx is missing; model.json names it");
  }

  @Test
  void servesAnotherGraphWhereOneIsDamaged() throws IOException {
    copyGraph("model_fp16.onnx");
    Files.writeString(model.resolve("onnx/model.onnx"), "nonsense");
    assertThat(ModelDirectory.read(model).variants())
        .extracting(Variant::file)
        .containsExactly("onnx/model_fp16.onnx");
  }

  @Test
  void refusesGraphsThatAreCutShortOrNone() throws IOException {
    Path graph = model.resolve("onnx/model.onnx");
    byte[] bytes = Files.readAllBytes(graph);
    Files.write(graph, Arrays.copyOf(bytes, bytes.length / 2));
    refused("model.onnx ends too early");
    Files.write(
        graph, "version https://git-lfs.github.com/spec/v1".getBytes(StandardCharsets.UTF_8));
    refused("model.onnx is no ONNX model");
    Files.write(graph, new byte[0]);
    refused("model.onnx is no ONNX model");
  }

  @Test
  void namesTheOperatorThatCantBeRun() throws IOException {
    graph(Map.of("", 17L, "com.microsoft", 1L), new Operator("com.microsoft", "PagedAttention"));
    refused("onnx/model.onnx uses the operator com.microsoft.PagedAttention");
    graph(Map.of("", 17L, "ai.onnx.contrib", 1L), new Operator("ai.onnx.contrib", "Tokenize"));
    refused("onnx/model.onnx uses the operator ai.onnx.contrib.Tokenize");
    graph(Map.of("", 27L), new Operator("", "Identity"));
    refused("uses version 27 of the operators of ai.onnx; ONNX Runtime 1.28 knows up to 26");
    graph(Map.of("", 26L), new Operator("", "Identity"));
    refused("onnx/model.onnx has no past_key_values.0.key");
  }

  @Test
  void namesExternalDataThatIsMissingOrShort() throws IOException {
    try (GraphWriter writer = writer(Map.of("", 17L))) {
      writer.input(TensorPort.of("input_ids", ElementType.INT64, Dimension.named("tokens")));
      writer.output(TensorPort.of("logits", ElementType.FLOAT, Dimension.named("tokens")));
      writer.external("table", ElementType.FLOAT, 10).append(new float[10], 0, 10);
      writer.node(Node.of("Gather", List.of("table", "input_ids"), "logits"));
      writer.finish();
    }
    Path data = model.resolve("onnx/model.onnx_data");
    byte[] bytes = Files.readAllBytes(data);
    Files.write(data, Arrays.copyOf(bytes, 39));
    refused("model.onnx_data has 39 bytes, the graph needs 40");
    Files.delete(data);
    refused("model.onnx_data with weights of the graph is missing");
  }

  private void graph(Map<String, Long> opsets, Operator operator) throws IOException {
    try (GraphWriter writer = writer(opsets)) {
      writer.input(TensorPort.of("input_ids", ElementType.INT64, Dimension.named("tokens")));
      writer.output(TensorPort.of("logits", ElementType.INT64, Dimension.named("tokens")));
      writer.node(new Node(operator, List.of("input_ids"), List.of("logits"), List.of()));
      writer.finish();
    }
  }

  private GraphWriter writer(Map<String, Long> opsets) throws IOException {
    Path graph = model.resolve("onnx/model.onnx");
    Files.delete(graph);
    return GraphWriter.create(graph, new GraphWriter.Header(8, "adjutant-tests", opsets));
  }

  @Test
  void wantsATokenizerForConversationsOnly() throws IOException {
    Files.delete(model.resolve("tokenizer.json"));
    refused("tokenizer.json is missing; its chat template needs it");
    Files.delete(model.resolve("chat_template.jinja"));
    assertThat(ModelDirectory.read(model).files().tokenizer()).isEmpty();
  }

  @Test
  void findsChatTemplatesWhereverTheyStand() throws IOException {
    Files.delete(model.resolve("chat_template.jinja"));
    Files.writeString(model.resolve("chat_template.json"), "{\"chat_template\": \"from json\"}");
    Files.writeString(
        model.resolve("special_tokens_map.json"), "{\"bos_token\": {\"content\": \"<s>\"}}");
    assertThat(ModelDirectory.read(model).chat().template()).contains("from json");
    assertThat(ModelDirectory.read(model).chat().beginToken()).isEqualTo("<s>");
  }

  @Test
  void namesGraphsOfOtherKindsOfModels() throws IOException {
    Files.move(model.resolve("onnx/model.onnx"), model.resolve("onnx/decoder_model_merged.onnx"));
    refused("onnx/decoder_model_merged.onnx is a part of a model in several graphs");
  }

  @Test
  void refusesAGenaiDirectoryWithItsFileOrField() throws IOException {
    genai("{}", "genai_config.json has no model.decoder");
    genai("{\"model\": {\"decoder\": {}}}", "names no model.decoder.filename");
    genai(
        "{\"model\": {\"decoder\": {\"filename\": \"../x.onnx\"}}}",
        "'../x.onnx' is no path inside the directory");
    String decoder = "\"decoder\": {\"filename\": \"x.onnx\"}";
    genai("{\"model\": {" + decoder + "}, \"x\": 1}", "names no model.eos_token_id", "generation");
    genai("{\"model\": {\"eos_token_id\": 1, " + decoder + "}}", "names none of context_length");
    genai(
        "{\"model\": {\"eos_token_id\": [1, 2], \"context_length\": 9, " + decoder + "}}",
        "x.onnx is missing; genai_config.json names it");
    genai(
        "{\"model\": {\"eos_token_id\": [1], \"context_length\": 9, \"decoder\": {\"filename\":"
            + " \"onnx/model.onnx\", \"num_hidden_layers\": 2}}}",
        "has no past_key_values.1.key and genai_config.json lists 2 layers");
    genai(
        "{\"model\": {\"eos_token_id\": [1], \"context_length\": 9, \"decoder\": {\"filename\":"
            + " \"onnx/model.onnx\", \"inputs\": {\"past_key_names\": \"past\"}}}}",
        "past_key_names is 'past'; it must hold %d once");
  }

  private void genai(String config, String message, String... without) throws IOException {
    for (String file : without) {
      Files.delete(model.resolve(file + "_config.json"));
    }
    Files.writeString(model.resolve("genai_config.json"), config);
    refused(message);
    write();
  }

  private void refused(String message) {
    assertThatThrownBy(() -> ModelDirectory.read(model))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining(message);
  }

  private void copyGraph(String name) throws IOException {
    Files.copy(
        model.resolve("onnx/model.onnx"),
        model.resolve("onnx").resolve(name),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private JsonNode json() throws IOException {
    return JSON.readTree(model.resolve("model.json").toFile());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

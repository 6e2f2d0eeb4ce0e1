package ai.adjutant.inference.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.testing.OnnxGraph;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.testing.SyntheticEncoder;
import ai.adjutant.inference.testing.SyntheticEncoder.Pooled;
import ai.adjutant.inference.testing.SyntheticReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
  @TempDir Path folder;

  @Test
  void keepsABrokenModelWithItsReasonBesideOnesThatServe() throws IOException {
    SyntheticDecoder.saying("x").writeTo(model("good"));
    Files.writeString(broken("no-graph").resolve("onnx/model.onnx"), "nonsense");
    Files.delete(broken("no-tokenizer").resolve("tokenizer.json"));
    Files.writeString(broken("bad-tokenizer").resolve("tokenizer.json"), "{}");
    Files.delete(broken("no-config").resolve("config.json"));
    Files.writeString(broken("bad-config").resolve("config.json"), "{\n oops");
    Files.writeString(broken("no-context").resolve("config.json"), "{}");
    Files.writeString(
        broken("bad-context").resolve("config.json"), "{\"max_position_embeddings\": 1e3}");
    Files.writeString(broken("no-end").resolve("generation_config.json"), "{}");
    Files.createDirectories(model("empty"));
    try (Catalogue catalogue = open()) {
      assertThat(catalogue.generator("").spec().name()).isEqualTo("good");
      assertFailed(catalogue, "no-graph", "model.onnx is no ONNX model");
      assertFailed(catalogue, "no-tokenizer", "tokenizer.json is missing");
      assertFailed(catalogue, "bad-tokenizer", "tokenizer.json is no tokenizer");
      assertFailed(catalogue, "no-config", "config.json is missing");
      assertFailed(catalogue, "bad-config", "config.json is no JSON, line 2");
      assertFailed(catalogue, "no-context", "config.json names none of max_position_embeddings");
      assertFailed(catalogue, "bad-context", "config.json names none of max_position_embeddings");
      assertFailed(catalogue, "no-end", "eos_token_id");
      assertFailed(catalogue, "empty", "onnx/model.onnx or model.onnx is missing");
    }
  }

  @Test
  void saysWhichInputOrOutputOfAGraphIsMissing() throws IOException {
    graph("no-memory", graph -> ids(graph), "has no past_key_values.0.key");
    graph(
        "half-memory",
        graph -> {
          ids(graph);
          graph.input("past_key_values.0.key", OnnxGraph.FLOAT, 1, 1, "past", 1);
          graph.node("Identity", List.of("past_key_values.0.key"), "present.0.key");
          graph.output("present.0.key", OnnxGraph.FLOAT, 1, 1, "past", 1);
        },
        "has no past_key_values.0.value");
    graph(
        "extra-input",
        graph -> {
          ids(graph);
          memory(graph, OnnxGraph.FLOAT);
          graph.input("use_cache_branch", OnnxGraph.BOOL, 1);
          graph.node("Identity", List.of("use_cache_branch"), "ignored");
          graph.output("ignored", OnnxGraph.BOOL, 1);
        },
        "wants an input 'use_cache_branch'");
    graph(
        "integer-memory",
        graph -> {
          ids(graph);
          memory(graph, OnnxGraph.INT64);
        },
        "has past_key_values.0.key of type INT64");
    graph(
        "no-logits",
        graph -> {
          graph.input("input_ids", OnnxGraph.INT64, 1, "sequence");
          graph.node("Identity", List.of("input_ids"), "hidden");
          graph.output("hidden", OnnxGraph.INT64, 1, "sequence");
          memory(graph, OnnxGraph.FLOAT);
        },
        "has no logits");
  }

  @Test
  void refusesAModelThatWillNotFitBeforeItIsLoaded() {
    SyntheticDecoder.saying("x").writeTo(model("large"));
    MachineMemory scarce =
        new MachineMemory() {
          @Override
          public OptionalLong available() {
            return OptionalLong.of(5_000);
          }

          @Override
          public long resident() {
            return 0;
          }
        };
    try (Catalogue catalogue = open(folder.resolve("unpacked"), scarce)) {
      assertFailed(catalogue, "large", "bytes of memory");
      assertFailed(catalogue, "large", "and 5000 are available");
      assertThat(catalogue.encoder("")).isNotNull();
    }
  }

  @Test
  void saysThatNoLanguageModelIsInstalled() {
    try (Catalogue catalogue = open()) {
      assertThatThrownBy(() -> catalogue.generator(""))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(CatalogueReason.NO_LANGUAGE_MODEL))
          .hasMessageContaining("tenants/default/models");
    }
  }

  @Test
  void saysThatNoRerankerIsInstalled() {
    try (Catalogue catalogue = open()) {
      assertThatThrownBy(() -> catalogue.reranker(""))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(CatalogueReason.NO_RERANKER))
          .hasMessageContaining("tenants/default/models");
    }
  }

  @Test
  void saysThatNoReaderIsInstalled() {
    try (Catalogue catalogue = open()) {
      assertThatThrownBy(() -> catalogue.reader(""))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(CatalogueReason.NO_READER))
          .hasMessageContaining("no reader is installed");
    }
  }

  @Test
  void opensEachDirectoryAsWhatItIs() throws IOException {
    SyntheticEncoder.write(model("encoder"), Pooled.CLS);
    SyntheticEncoder.writeReranker(model("reranker"));
    SyntheticReader.write(model("own-reader"));
    SyntheticDecoder.saying("x").writeTo(model("decoder"));
    SyntheticEncoder.writeReranker(model("a-broken-reranker"));
    Files.delete(model("a-broken-reranker").resolve("tokenizer.json"));
    try (Catalogue catalogue = open()) {
      assertThat(catalogue.encoder("encoder").info().name()).isEqualTo("encoder");
      assertThat(catalogue.encoder("").info().name()).isEqualTo(Catalogue.BUNDLED_ENCODER);
      assertThat(catalogue.reranker("").info().name()).isEqualTo("reranker");
      assertThat(catalogue.reader("").info().name()).isEqualTo("own-reader");
      assertThat(catalogue.generator("").spec().name()).isEqualTo("decoder");
      assertThatThrownBy(() -> catalogue.reader("reranker"))
          .hasMessageContaining("is a reranker; name a reader");
      assertThatThrownBy(() -> catalogue.reranker("a-broken-reranker"))
          .hasMessageContaining("tokenizer.json is missing");
      assertThatThrownBy(() -> catalogue.generator("reranker"))
          .hasMessageContaining("is a reranker; name a language model");
      assertThatThrownBy(() -> catalogue.encoder("reranker"))
          .hasMessageContaining("is a reranker; name an encoder");
      assertThatThrownBy(() -> catalogue.reranker("decoder"))
          .hasMessageContaining("is a language model; name a reranker");
    }
  }

  @Test
  void embedsWithTheEncoderThatTheSettingsName() throws IOException {
    SyntheticEncoder.write(model("own-encoder"), Pooled.CLS);
    EmbedSettings embedding =
        new EmbedSettings(OptionalInt.of(1), 256, 256, Optional.of("own-encoder"));
    try (Catalogue catalogue = open(embedding)) {
      assertThat(catalogue.encoder("").info().name()).isEqualTo("own-encoder");
      assertThat(catalogue.encoder(Catalogue.BUNDLED_ENCODER).info().dimensions()).isEqualTo(384);
    }
    EmbedSettings lost = new EmbedSettings(OptionalInt.of(1), 256, 256, Optional.of("lost"));
    try (Catalogue catalogue = open(lost)) {
      assertThatThrownBy(() -> catalogue.encoder(""))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(CatalogueReason.MODEL_NOT_FOUND));
    }
  }

  @Test
  void startsWithAnEncoderThatFailsAndSaysWhy() throws IOException {
    // The folder for native libraries can't be made, since a file stands in its place.
    Path file = Files.writeString(folder.resolve("native"), "in the way");
    String configured = System.clearProperty("onnxruntime.native.path");
    try (Catalogue catalogue = open(file)) {
      assertThatThrownBy(() -> catalogue.encoder(""))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(CatalogueReason.MODEL_FAILED))
          .hasMessageContaining("can't be unpacked");
      assertThat(catalogue.get(Catalogue.BUNDLED_ENCODER)).isInstanceOf(Entry.Failed.class);
    } finally {
      if (configured != null) {
        System.setProperty("onnxruntime.native.path", configured);
      }
    }
  }

  private interface Parts {
    void add(OnnxGraph graph);
  }

  private void graph(String name, Parts parts, String message) throws IOException {
    OnnxGraph graph = new OnnxGraph();
    parts.add(graph);
    Files.write(broken(name).resolve("onnx/model.onnx"), graph.model());
    try (Catalogue catalogue = open()) {
      assertFailed(catalogue, name, message);
    }
  }

  private static void ids(OnnxGraph graph) {
    graph.input("input_ids", OnnxGraph.INT64, 1, "sequence");
    graph.floats("table", new float[20], 10, 2);
    graph.node("Gather", List.of("table", "input_ids"), "logits");
    graph.output("logits", OnnxGraph.FLOAT, 1, "sequence", 2);
  }

  private static void memory(OnnxGraph graph, int type) {
    for (String part : List.of("key", "value")) {
      graph.input("past_key_values.0." + part, type, 1, 1, "past", 1);
      graph.node("Identity", List.of("past_key_values.0." + part), "present.0." + part);
      graph.output("present.0." + part, type, 1, 1, "past", 1);
    }
  }

  private static void assertFailed(Catalogue catalogue, String name, String message) {
    assertThatThrownBy(() -> catalogue.generator(name))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(CatalogueReason.MODEL_FAILED))
        .hasMessageContaining(name)
        .hasMessageContaining(message);
  }

  /** A good model, for its test to break. */
  private Path broken(String name) {
    SyntheticDecoder.saying("x").writeTo(model(name));
    return model(name);
  }

  private Path model(String name) {
    return folder.resolve("models").resolve(name);
  }

  private Catalogue open() {
    return open(folder.resolve("unpacked"));
  }

  private Catalogue open(Path nativeFolder) {
    return open(nativeFolder, new LinuxMemory(Path.of("/")));
  }

  private Catalogue open(EmbedSettings embedding) {
    return Catalogue.open(
        settings(folder.resolve("unpacked"), embedding), new LinuxMemory(Path.of("/")));
  }

  private Catalogue open(Path nativeFolder, MachineMemory memory) {
    return Catalogue.open(settings(nativeFolder, new EmbedSettings(1, 256, 256)), memory);
  }

  private CatalogueSettings settings(Path nativeFolder, EmbedSettings embedding) {
    return new CatalogueSettings(
        nativeFolder,
        folder.resolve("models"),
        embedding,
        new EngineSettings(1, 1, 1, 64 << 20),
        new SimpleMeterRegistry());
  }
}

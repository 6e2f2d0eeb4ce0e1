package ai.adjutant.inference.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Directories of encoders and rerankers of less than a megabyte, with real graphs and the real word
 * pieces of BERT.
 */
public final class SyntheticEncoder {
  /** Dimensions of the encoder's vectors. */
  public static final int DIMENSIONS = 4;

  private static final ObjectMapper JSON = new ObjectMapper();
  static final int VOCABULARY = 30_522;
  static final int CONTEXT_LENGTH = 64;

  private SyntheticEncoder() {}

  /** How tokens become the vector of a text. */
  public enum Pooled {
    /** The first token's vector. */
    CLS,
    /** The mean of all. */
    MEAN
  }

  /** An encoder whose tokens have vectors of their own, whatever stands beside them. */
  public static void write(Path directory, Pooled pooled) {
    OnnxGraph graph = new OnnxGraph();
    tokenVectors(graph, "last_hidden_state");
    graph.output("last_hidden_state", OnnxGraph.FLOAT, "batch", "sequence", DIMENSIONS);
    writeEncoder(directory, graph, pooled);
  }

  /** An encoder that, as eight-bit ones do, takes its scale from all texts of a run. */
  public static void writeLeaning(Path directory) {
    OnnxGraph graph = new OnnxGraph();
    tokenVectors(graph, "vectors");
    graph.longs("all", new long[] {0, 1, 2}, 3);
    graph.node("ReduceSum", List.of("vectors", "all"), "scale", Map.of("keepdims", List.of(1L)));
    graph.node("Add", List.of("vectors", "scale"), "last_hidden_state");
    graph.output("last_hidden_state", OnnxGraph.FLOAT, "batch", "sequence", DIMENSIONS);
    writeEncoder(directory, graph, Pooled.CLS);
  }

  private static void writeEncoder(Path directory, OnnxGraph graph, Pooled pooled) {
    write(directory, graph, "BertModel");
    json(
        directory.resolve("1_Pooling/config.json"),
        Map.of(
            "pooling_mode_cls_token", pooled == Pooled.CLS,
            "pooling_mode_mean_tokens", pooled == Pooled.MEAN));
  }

  /** A reranker whose logit is the number of word pieces that question and passage share. */
  public static void writeReranker(Path directory) {
    OnnxGraph graph = new OnnxGraph();
    overlap(graph, "logits");
    graph.output("logits", OnnxGraph.FLOAT, "batch", 1);
    write(directory, graph, "BertForSequenceClassification");
  }

  /** The same with two classes; the first one's logit is always 1. */
  public static void writeTwoClassReranker(Path directory) {
    OnnxGraph graph = new OnnxGraph();
    overlap(graph, "yes");
    graph.floats("zero", new float[] {0}, 1);
    graph.floats("one", new float[] {1}, 1);
    graph.node("Mul", List.of("yes", "zero"), "nothing");
    graph.node("Add", List.of("nothing", "one"), "no");
    graph.node("Concat", List.of("no", "yes"), "logits", Map.of("axis", List.of(1L)));
    graph.output("logits", OnnxGraph.FLOAT, "batch", "classes");
    write(directory, graph, "BertForSequenceClassification");
  }

  private static void inputs(OnnxGraph graph) {
    for (String name : List.of("input_ids", "attention_mask", "token_type_ids")) {
      graph.input(name, OnnxGraph.INT64, "batch", "sequence");
    }
  }

  private static void tokenVectors(OnnxGraph graph, String output) {
    inputs(graph);
    Random random = new Random(1);
    float[] table = new float[VOCABULARY * DIMENSIONS];
    for (int i = 0; i < table.length; i++) {
      table[i] = random.nextFloat() + 0.1f;
    }
    graph.floats("table", table, VOCABULARY, DIMENSIONS);
    graph.node("Gather", List.of("table", "input_ids"), output);
  }

  /** Pairs of equal tokens of which one is typed 0 and the other 1, special tokens apart. */
  static void overlap(OnnxGraph graph, String output) {
    inputs(graph);
    graph.longs("first_word", new long[] {999}, 1);
    graph.node("Greater", List.of("input_ids", "first_word"), "is_word");
    graph.node("Cast", List.of("is_word"), "word", Map.of("to", List.of(1L)));
    graph.node("Cast", List.of("token_type_ids"), "typed", Map.of("to", List.of(1L)));
    graph.node("Mul", List.of("typed", "word"), "passage");
    graph.node("Sub", List.of("word", "passage"), "question");
    graph.longs("last", new long[] {2}, 1);
    graph.longs("middle", new long[] {1}, 1);
    for (String each : List.of("input_ids", "question", "passage")) {
      graph.node("Unsqueeze", List.of(each, "last"), each + "_down");
      graph.node("Unsqueeze", List.of(each, "middle"), each + "_across");
    }
    graph.node("Equal", List.of("input_ids_down", "input_ids_across"), "is_same");
    graph.node("Cast", List.of("is_same"), "same", Map.of("to", List.of(1L)));
    graph.node("Mul", List.of("same", "question_down"), "asked");
    graph.node("Mul", List.of("asked", "passage_across"), "shared");
    graph.node("ReduceSum", List.of("shared", "last"), "rows", Map.of("keepdims", List.of(0L)));
    graph.node("ReduceSum", List.of("rows", "middle"), output, Map.of("keepdims", List.of(1L)));
  }

  static void write(Path directory, OnnxGraph graph, String architecture) {
    try {
      Files.createDirectories(directory.resolve("onnx"));
      Files.write(directory.resolve("onnx/model.onnx"), graph.model());
      Files.write(directory.resolve("tokenizer.json"), tokenizerJson());
    } catch (IOException e) {
      throw new IllegalStateException("the model can't be written to " + directory, e);
    }
    json(
        directory.resolve("config.json"),
        Map.of(
            "architectures",
            List.of(architecture),
            "model_type",
            "bert",
            "max_position_embeddings",
            CONTEXT_LENGTH));
  }

  /** The tokenizer of the bundled encoder. */
  public static byte[] tokenizerJson() {
    try (InputStream in =
        SyntheticEncoder.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("the bundled tokenizer can't be read", e);
    }
  }

  /** Writes a JSON file, in a folder that is made where needed. */
  public static void json(Path file, Map<String, ?> content) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, JSON.writeValueAsString(content));
    } catch (IOException e) {
      throw new IllegalStateException(file + " can't be written", e);
    }
  }
}

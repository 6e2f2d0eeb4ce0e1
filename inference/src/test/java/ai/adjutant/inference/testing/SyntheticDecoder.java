package ai.adjutant.inference.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A model directory of a few kilobytes that behaves like one of gigabytes: an ONNX decoder with
 * attention over a key and value memory, a byte-level tokenizer and a chat template.
 *
 * <p>Its weights hold a script. After the last assistant mark in its sequence it says the script,
 * one byte of UTF-8 a token, then ends; where there is no such mark it takes the first token of the
 * sequence for one. It finds the mark by attention, hence it loses the thread when its memory is
 * lost or mixed up.
 *
 * @param script what it says, not empty
 * @param endless whether the script begins anew instead of ending
 * @param contextLength longest sequence in tokens
 * @param confidence by how much the scripted token's logit stands above the others, which lie
 *     between 0 and 1
 */
public record SyntheticDecoder(
    String script, boolean endless, int contextLength, float confidence) {
  /** Ids 0 to 255 are bytes; these follow. */
  public static final int END = 256;

  private static final int ASSISTANT = 259;
  private static final int VOCABULARY = 260;

  private static final List<String> MARKS =
      List.of("<|end|>", "<|system|>", "<|user|>", "<|assistant|>");

  private static final String TEMPLATE =
      """
      {%- for message in messages %}
      {%- if message.role not in ['system', 'user', 'assistant'] %}
      {{- raise_exception('unknown role ' ~ message.role) }}
      {%- endif %}
      {{- '<|' ~ message.role ~ '|>' ~ message.content ~ '<|end|>' }}
      {%- endfor %}
      {%- if add_generation_prompt %}
      {{- '<|assistant|>' }}
      {%- endif %}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Says this once and ends; reads up to 32,768 tokens. */
  public static SyntheticDecoder saying(String script) {
    return new SyntheticDecoder(script, false, 32_768, 12);
  }

  /** Says this over and over. */
  public static SyntheticDecoder repeating(String script) {
    return new SyntheticDecoder(script, true, 32_768, 12);
  }

  /** The same with another context. */
  public SyntheticDecoder withContextLength(int tokens) {
    return new SyntheticDecoder(script, endless, tokens, confidence);
  }

  /** The same, more or less sure of its words. */
  public SyntheticDecoder withConfidence(float logits) {
    return new SyntheticDecoder(script, endless, contextLength, logits);
  }

  /** Writes the model directory, which is made where needed. */
  public void writeTo(Path modelDirectory) {
    try {
      Path graphs = Files.createDirectories(modelDirectory.resolve("onnx"));
      Files.write(graphs.resolve("model.onnx"), graph());
      write(modelDirectory.resolve("tokenizer.json"), tokenizer());
      write(modelDirectory.resolve("config.json"), config());
      write(
          modelDirectory.resolve("generation_config.json"),
          JSON.createObjectNode().put("eos_token_id", END));
      write(
          modelDirectory.resolve("tokenizer_config.json"),
          JSON.createObjectNode().put("eos_token", MARKS.getFirst()));
      Files.writeString(modelDirectory.resolve("chat_template.jinja"), TEMPLATE);
    } catch (IOException e) {
      throw new IllegalStateException("the model can't be written to " + modelDirectory, e);
    }
  }

  private static void write(Path file, ObjectNode json) throws IOException {
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
  }

  /** Tokens of the script, the end included unless it is endless. */
  private long[] tokens() {
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    long[] tokens = new long[bytes.length + (endless ? 0 : 1)];
    Arrays.setAll(tokens, i -> i < bytes.length ? bytes[i] & 0xff : END);
    return tokens;
  }

  /**
   * One attention head whose vectors have one number: keys are the higher the later an assistant
   * mark stands, values are positions, so that attention yields the position of the last mark; the
   * distance from there is the place in the script.
   */
  private byte[] graph() {
    OnnxGraph graph = new OnnxGraph();
    graph.input("input_ids", OnnxGraph.INT64, "batch", "sequence");
    graph.input("attention_mask", OnnxGraph.INT64, "batch", "total");
    graph.input("position_ids", OnnxGraph.INT64, "batch", "sequence");
    graph.input("past_key_values.0.key", OnnxGraph.FLOAT, "batch", 1, "past", 1);
    graph.input("past_key_values.0.value", OnnxGraph.FLOAT, "batch", 1, "past", 1);
    graph.output("logits", OnnxGraph.FLOAT, "batch", "sequence", VOCABULARY);
    graph.output("present.0.key", OnnxGraph.FLOAT, "batch", 1, "total", 1);
    graph.output("present.0.value", OnnxGraph.FLOAT, "batch", 1, "total", 1);
    memory(graph);
    attention(graph);
    words(graph);
    return graph.model();
  }

  private static void memory(OnnxGraph graph) {
    Map<String, List<Long>> toFloat = Map.of("to", List.of((long) OnnxGraph.FLOAT));
    graph.longs("assistant", new long[] {ASSISTANT});
    graph.longs("zero", new long[] {0});
    graph.longs("axes", new long[] {1, 3}, 2);
    graph.floats("twenty", new float[] {20});
    graph.floats("forty", new float[] {40});
    graph.node("Equal", List.of("input_ids", "assistant"), "is_mark");
    graph.node("Cast", List.of("is_mark"), "mark", toFloat);
    graph.node("Equal", List.of("position_ids", "zero"), "is_first");
    graph.node("Cast", List.of("is_first"), "first", toFloat);
    graph.node("Cast", List.of("position_ids"), "position", toFloat);
    graph.node("Mul", List.of("position", "twenty"), "late");
    graph.node("Add", List.of("late", "forty"), "height");
    graph.node("Mul", List.of("mark", "height"), "mark_height");
    graph.node("Mul", List.of("first", "twenty"), "first_height");
    graph.node("Add", List.of("mark_height", "first_height"), "flat_key");
    graph.node("Unsqueeze", List.of("flat_key", "axes"), "key");
    graph.node("Unsqueeze", List.of("position", "axes"), "value");
    Map<String, List<Long>> byTime = Map.of("axis", List.of(2L));
    graph.node("Concat", List.of("past_key_values.0.key", "key"), "present.0.key", byTime);
    graph.node("Concat", List.of("past_key_values.0.value", "value"), "present.0.value", byTime);
  }

  private static void attention(OnnxGraph graph) {
    Map<String, List<Long>> swap = Map.of("perm", List.of(0L, 1L, 3L, 2L));
    graph.longs("mask_axes", new long[] {1, 2}, 2);
    graph.floats("one", new float[] {1});
    graph.floats("nothing", new float[] {0});
    graph.floats("hidden", new float[] {-1e9f});
    graph.node("Mul", List.of("value", "nothing"), "no_query");
    graph.node("Add", List.of("no_query", "one"), "query");
    graph.node("Transpose", List.of("present.0.key"), "keys", swap);
    graph.node("MatMul", List.of("query", "keys"), "scores");
    graph.node("Transpose", List.of("present.0.value"), "key_positions", swap);
    graph.node("LessOrEqual", List.of("key_positions", "value"), "is_past");
    graph.node(
        "Cast",
        List.of("attention_mask"),
        "attended",
        Map.of("to", List.of((long) OnnxGraph.BOOL)));
    graph.node("Unsqueeze", List.of("attended", "mask_axes"), "is_attended");
    graph.node("And", List.of("is_past", "is_attended"), "is_seen");
    graph.node("Where", List.of("is_seen", "scores", "hidden"), "seen_scores");
    graph.node("Softmax", List.of("seen_scores"), "weights", Map.of("axis", List.of(-1L)));
    graph.node("MatMul", List.of("weights", "present.0.value"), "mark_position");
  }

  private void words(OnnxGraph graph) {
    long[] tokens = tokens();
    graph.longs("script", tokens, tokens.length);
    graph.longs("script_length", new long[] {tokens.length});
    graph.longs("script_last", new long[] {tokens.length - 1L});
    graph.longs("depth", new long[] {VOCABULARY});
    graph.floats("off_on", new float[] {0, confidence}, 2);
    float[] murmur = new float[VOCABULARY];
    for (int id = 0; id < VOCABULARY; id++) {
      murmur[id] = (id * 7_919 % 1_000) / 1_000f;
    }
    graph.floats("murmur", murmur, VOCABULARY);
    graph.node("Sub", List.of("value", "mark_position"), "distance");
    graph.node("Round", List.of("distance"), "whole_distance");
    graph.node("Squeeze", List.of("whole_distance", "axes"), "flat_distance");
    graph.node(
        "Cast", List.of("flat_distance"), "place", Map.of("to", List.of((long) OnnxGraph.INT64)));
    if (endless) {
      graph.node("Mod", List.of("place", "script_length"), "line");
    } else {
      graph.node("Min", List.of("place", "script_last"), "line");
    }
    graph.node("Gather", List.of("script", "line"), "word");
    graph.node("OneHot", List.of("word", "depth", "off_on"), "voice");
    graph.node("Add", List.of("voice", "murmur"), "logits");
  }

  private ObjectNode config() {
    return JSON.createObjectNode()
        .put("model_type", "synthetic")
        .put("max_position_embeddings", contextLength)
        .put("num_attention_heads", 1)
        .put("num_key_value_heads", 1)
        .put("hidden_size", 1)
        .put("num_hidden_layers", 1)
        .put("vocab_size", VOCABULARY);
  }

  private static ObjectNode tokenizer() {
    ObjectNode tokenizer = JSON.createObjectNode().put("version", "1.0");
    ArrayNode added = tokenizer.putArray("added_tokens");
    for (int i = 0; i < MARKS.size(); i++) {
      added
          .addObject()
          .put("id", END + i)
          .put("content", MARKS.get(i))
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    tokenizer.set("pre_tokenizer", byteLevel());
    tokenizer.set("decoder", byteLevel());
    ObjectNode model = tokenizer.putObject("model").put("type", "BPE");
    ObjectNode vocabulary = model.putObject("vocab");
    String alphabet = byteAlphabet();
    for (int b = 0; b < 256; b++) {
      vocabulary.put(alphabet.substring(b, b + 1), b);
    }
    model.putArray("merges");
    return tokenizer;
  }

  private static ObjectNode byteLevel() {
    return JSON.createObjectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", true);
  }

  /** How byte-level vocabularies write each byte: printable ones as themselves, others from 256. */
  private static String byteAlphabet() {
    StringBuilder alphabet = new StringBuilder();
    int next = 256;
    for (int b = 0; b < 256; b++) {
      boolean itself = (b > 32 && b < 127) || (b > 160 && b != 173);
      alphabet.append((char) (itself ? b : next++));
    }
    return alphabet.toString();
  }
}

package ai.adjutant.inference.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Directories of readers with small graphs: an answer likes to begin at the word "deposit" and to
 * end at "euros"; relevance is the number of word pieces that text and passage share. What an
 * answer thinks of the word "void", and of padding, is no number.
 */
public final class SyntheticReader {
  /** Tokens of a row: the positions of the graph bound it, not the length that is stated. */
  public static final int LENGTH = SyntheticEncoder.CONTEXT_LENGTH;

  private SyntheticReader() {}

  /** What is wrong with a graph. */
  public enum Fault {
    /** Nothing. */
    NONE,
    /** A row's relevance takes something from the other rows of the run. */
    LEANING,
    /** It has no output for support. */
    NO_SUPPORT,
    /** Its support has two numbers. */
    NARROW_SUPPORT,
    /** Its relevance is no number. */
    RELEVANCE_NAN,
    /** Its answerability is infinite. */
    ANSWERABLE_INFINITE
  }

  /** Writes a sound one. */
  public static void write(Path directory) {
    write(directory, Fault.NONE);
  }

  /** Writes one with a fault. */
  public static void write(Path directory, Fault fault) {
    OnnxGraph graph = new OnnxGraph();
    SyntheticEncoder.overlap(graph, "shared_pieces");
    relevance(graph, fault);
    constant(graph, "bias", fault == Fault.ANSWERABLE_INFINITE ? Float.POSITIVE_INFINITY : -1.5f);
    graph.node("Add", List.of("shared_pieces", "bias"), "answerable");
    graph.floats("places", places(), SyntheticEncoder.VOCABULARY, 2);
    graph.node("Gather", List.of("places", "input_ids"), "span_logits");
    graph.output("span_logits", OnnxGraph.FLOAT, "batch", "sequence", 2);
    graph.output("answerable", OnnxGraph.FLOAT, "batch", 1);
    graph.output("relevance", OnnxGraph.FLOAT, "batch", 1);
    support(graph, fault);
    SyntheticEncoder.write(directory, graph, "AdjutantReader");
    configure(directory, Map.of("format", 1, "languages", List.of("en"), "length", 384));
  }

  /** Writes the configuration anew. */
  public static void configure(Path directory, Map<String, ?> reader) {
    SyntheticEncoder.json(
        directory.resolve("config.json"),
        Map.of(
            "architectures",
            List.of("AdjutantReader"),
            "model_type",
            "bert",
            "max_position_embeddings",
            LENGTH,
            "adjutant_reader",
            reader));
  }

  private static void relevance(OnnxGraph graph, Fault fault) {
    switch (fault) {
      case LEANING -> {
        graph.longs("rows_axis", new long[] {0}, 1);
        graph.node(
            "ReduceSum",
            List.of("shared_pieces", "rows_axis"),
            "of_all",
            Map.of("keepdims", List.of(1L)));
        graph.node("Add", List.of("shared_pieces", "of_all"), "relevance");
      }
      case RELEVANCE_NAN -> {
        constant(graph, "nan", Float.NaN);
        graph.node("Add", List.of("shared_pieces", "nan"), "relevance");
      }
      default -> graph.node("Identity", List.of("shared_pieces"), "relevance");
    }
  }

  private static void support(OnnxGraph graph, Fault fault) {
    if (fault == Fault.NO_SUPPORT) {
      return;
    }
    constant(graph, "minus", -1);
    graph.node("Mul", List.of("shared_pieces", "minus"), "not_found");
    boolean narrow = fault == Fault.NARROW_SUPPORT;
    graph.node(
        "Concat",
        narrow
            ? List.of("shared_pieces", "not_found")
            : List.of("shared_pieces", "answerable", "not_found"),
        "support",
        Map.of("axis", List.of(1L)));
    graph.output("support", OnnxGraph.FLOAT, "batch", narrow ? 2 : 3);
  }

  private static void constant(OnnxGraph graph, String name, float value) {
    graph.floats(name, new float[] {value}, 1);
  }

  /** Two numbers for each token: how an answer likes to begin and to end there. */
  private static float[] places() {
    Random random = new Random(21);
    float[] places = new float[2 * SyntheticEncoder.VOCABULARY];
    for (int i = 0; i < places.length; i++) {
      places[i] = random.nextFloat();
    }
    places[2 * id("deposit")] = 12;
    places[2 * id("euros") + 1] = 12;
    places[2 * id("void")] = Float.NaN;
    places[2 * id("[PAD]")] = Float.NaN;
    return places;
  }

  private static int id(String token) {
    try {
      JsonNode tokenizer = new ObjectMapper().readTree(SyntheticEncoder.tokenizerJson());
      return tokenizer.path("model").path("vocab").path(token).intValue();
    } catch (IOException e) {
      throw new IllegalStateException("the bundled tokenizer is JSON", e);
    }
  }
}

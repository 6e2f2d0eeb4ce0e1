package ai.adjutant.inference.embed;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.runtime.Port;
import ai.adjutant.inference.runtime.Tensor;
import ai.adjutant.inference.tokenize.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A BERT-like encoder as an ONNX graph: the vector is the first token's, brought to length 1. */
final class GraphEncoder implements TextEncoder {
  private static final String OUTPUT = "last_hidden_state";
  private static final List<String> INPUTS =
      List.of("input_ids", "attention_mask", "token_type_ids");

  /** Positions that the bundled encoder was trained with. */
  private static final int CONTEXT_LENGTH = 512;

  private final Graph graph;
  private final Tokenizer tokenizer;
  private final EncoderFacts facts;

  private GraphEncoder(Graph graph, Tokenizer tokenizer, EncoderFacts facts) {
    this.graph = graph;
    this.tokenizer = tokenizer;
    this.facts = facts;
  }

  /** Opens the encoder that comes with the program. */
  static GraphEncoder bundled(OnnxRuntime runtime, Path nativeFolder) {
    return open(
        "bge-small-en-v1.5-int8",
        resource("bge-small-en-v1.5-q.onnx"),
        resource("bge-small-en-v1.5-q-tokenizer.json"),
        runtime,
        nativeFolder);
  }

  static GraphEncoder open(
      String name, byte[] model, byte[] tokenizerJson, OnnxRuntime runtime, Path nativeFolder) {
    Tokenizer tokenizer = Tokenizer.read(tokenizerJson, nativeFolder);
    Graph graph;
    try {
      graph = runtime.open(name, model, 1);
    } catch (AdjutantException e) {
      tokenizer.close();
      throw e;
    }
    if (!graph.inputs().keySet().equals(Set.copyOf(INPUTS)) || dimensions(graph) < 1) {
      String found = String.join(", ", graph.inputs().keySet());
      graph.close();
      tokenizer.close();
      throw new AdjutantException(
          EmbedReason.ENCODER_REFUSED,
          name
              + " must read "
              + String.join(", ", INPUTS)
              + " and write "
              + OUTPUT
              + " with a fixed last length; it reads "
              + found);
    }
    EncoderFacts facts =
        new EncoderFacts(
            name,
            digest(model, tokenizerJson),
            dimensions(graph),
            CONTEXT_LENGTH,
            (long) model.length + tokenizerJson.length);
    return new GraphEncoder(graph, tokenizer, facts);
  }

  private static int dimensions(Graph graph) {
    Port output = graph.outputs().get(OUTPUT);
    return output == null || output.shape().size() != 3 ? -1 : output.shape().get(2).intValue();
  }

  private static byte[] resource(String file) {
    try (InputStream in = GraphEncoder.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new AdjutantException(
            EmbedReason.ENCODER_REFUSED,
            "the bundled encoder's file " + file + " is not on the class path; install it again");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AdjutantException(
          EmbedReason.ENCODER_REFUSED,
          "the bundled encoder's file " + file + " can't be read; install it again",
          e);
    }
  }

  private static String digest(byte[]... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha.update(part);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public EncoderFacts facts() {
    return facts;
  }

  @Override
  public TextVector encode(String text) {
    long[] whole = tokenizer.encodeWhole(text);
    boolean truncated = whole.length > CONTEXT_LENGTH;
    long[] ids = truncated ? cut(whole) : whole;
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    float[] vector = new float[facts.dimensions()];
    try (Tensor idTensor = graph.longs(ids, 1, ids.length);
        Tensor maskTensor = graph.longs(mask, 1, ids.length);
        Tensor types = graph.longs(new long[ids.length], 1, ids.length);
        Tensor hidden = graph.floats(1, ids.length, facts.dimensions())) {
      Map<String, Tensor> feeds =
          Map.of(
              INPUTS.get(0), idTensor,
              INPUTS.get(1), maskTensor,
              INPUTS.get(2), types);
      graph.run(feeds, Set.of(), Map.of(OUTPUT, hidden));
      hidden.copyFloats(0, vector); // the first token stands for the whole text
    }
    normalise(vector);
    return new TextVector(vector, whole.length, truncated);
  }

  /** Keeps the beginning, and the end token that the encoder expects last. */
  private static long[] cut(long[] ids) {
    long[] kept = Arrays.copyOf(ids, CONTEXT_LENGTH);
    kept[CONTEXT_LENGTH - 1] = ids[ids.length - 1];
    return kept;
  }

  private static void normalise(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double norm = Math.sqrt(squares);
    assert norm > 0 : "a vector of length zero has no direction";
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / norm);
    }
  }

  @Override
  public void close() {
    graph.close();
    tokenizer.close();
  }
}

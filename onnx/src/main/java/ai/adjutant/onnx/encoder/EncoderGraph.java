package ai.adjutant.onnx.encoder;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.file.Attribute;
import ai.adjutant.onnx.file.Dimension;
import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.Node;
import ai.adjutant.onnx.file.Operator;
import ai.adjutant.onnx.file.TensorPort;
import ai.adjutant.onnx.quantize.QuantizeReason;
import java.util.List;

/** The nodes of an encoder (Devlin et al., 2018), in the order they run. One thread. */
final class EncoderGraph {
  private static final float EPSILON = 1e-12f;

  private final GraphWriter graph;
  private final EncoderShape shape;
  private final EncoderWeights weights;
  private final EncoderProducts products;

  EncoderGraph(
      GraphWriter graph, EncoderShape shape, EncoderPrecision precision, EncoderWeights weights) {
    this.graph = graph;
    this.shape = shape;
    this.weights = weights;
    Dimension rows = Dimension.named("rows");
    Dimension tokens = Dimension.named("tokens");
    for (String input : List.of("input_ids", "attention_mask", "token_type_ids")) {
      graph.input(TensorPort.of(input, ElementType.INT64, rows, tokens));
    }
    this.products = EncoderProducts.of(graph, precision);
  }

  void write(List<EncoderHead> heads) {
    graph.node(
        Node.of(
            "Cast", List.of("attention_mask"), "mask", Attribute.of("to", 6))); // 32-bit integers
    String x = embedded();
    for (int layer = 0; layer < shape.layers(); layer++) {
      x = layer("encoder.layer." + layer + ".", x);
    }
    if (heads.isEmpty()) {
      graph.node(Node.of("Identity", List.of(x), "last_hidden_state"));
      output("last_hidden_state", true, shape.width());
      return;
    }
    graph.longs("first", new long[] {0});
    graph.node(Node.of("Gather", List.of(x, "first"), "pooled", Attribute.of("axis", 1)));
    for (EncoderHead head : heads) {
      head(head, head.over() == EncoderHead.Over.EACH_TOKEN ? x : "pooled");
    }
  }

  private void output(String name, boolean tokens, int width) {
    Dimension rows = Dimension.named("rows");
    Dimension last = Dimension.of(width);
    graph.output(
        tokens
            ? TensorPort.of(name, ElementType.FLOAT, rows, Dimension.named("tokens"), last)
            : TensorPort.of(name, ElementType.FLOAT, rows, last));
  }

  private void head(EncoderHead head, String input) {
    float[] matrix = read(head.name() + ".weight", head.outputs() * shape.width());
    float[] turned = new float[matrix.length];
    for (int o = 0; o < head.outputs(); o++) {
      for (int i = 0; i < shape.width(); i++) {
        turned[i * head.outputs() + o] = matrix[o * shape.width() + i];
      }
    }
    graph.floats(head.name() + ".weight", turned, shape.width(), head.outputs());
    String bias = vector(head.name() + ".bias", head.outputs());
    graph.node(Node.of("MatMul", List.of(input, head.name() + ".weight"), head.name()));
    graph.node(Node.of("Add", List.of(head.name(), bias), head.output()));
    output(head.output(), head.over() == EncoderHead.Over.EACH_TOKEN, head.outputs());
  }

  /** The numbers of a tensor, refused by its name where one is not finite. */
  private float[] read(String name, int count) {
    float[] values = weights.read(name, count);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new AdjutantException(
            QuantizeReason.QUANTIZATION_WEIGHT_REFUSED,
            name + " holds " + values[i] + " at " + i + "; the model's weights are damaged");
      }
    }
    return values;
  }

  private String vector(String name, int length) {
    return graph.floats(name, read(name, length), length);
  }

  private String embedded() {
    int width = shape.width();
    String words =
        products.rows(
            "words",
            "input_ids",
            read("embeddings.word_embeddings.weight", shape.words() * width),
            shape.words(),
            width);
    String kindTable = "embeddings.token_type_embeddings.weight";
    graph.floats(kindTable, read(kindTable, 2 * width), 2, width);
    graph.node(Node.of("Gather", List.of(kindTable, "token_type_ids"), "kinds"));
    String placeTable = "embeddings.position_embeddings.weight";
    graph
        .external(placeTable, ElementType.FLOAT, shape.places(), width)
        .append(read(placeTable, shape.places() * width), 0, shape.places() * width);
    graph.longs("zero", new long[] {0}, 1);
    graph.longs("one", new long[] {1}, 1);
    graph.node(Node.of("Shape", List.of("input_ids"), "length", Attribute.of("start", 1)));
    graph.node(Node.of("Slice", List.of(placeTable, "zero", "length", "zero", "one"), "places"));
    graph.node(Node.of("Add", List.of(words, "kinds"), "words.kinds"));
    graph.node(Node.of("Add", List.of("words.kinds", "places"), "summed"));
    return graph.node(
        Node.of(
            "LayerNormalization",
            List.of(
                "summed",
                vector("embeddings.LayerNorm.weight", width),
                vector("embeddings.LayerNorm.bias", width)),
            "embedded",
            Attribute.of("axis", -1),
            Attribute.of("epsilon", EPSILON)));
  }

  private String layer(String at, String x) {
    int width = shape.width();
    String attended = attention(at + "attention.", x);
    String out = product(at + "attention.output.dense", attended, width, width);
    String middle = added(at + "attention.output.", out, x);
    String wide = product(at + "intermediate.dense", middle, shape.inner(), width);
    String active =
        graph.node(
            Node.microsoft(
                "BiasGelu",
                List.of(wide, vector(at + "intermediate.dense.bias", shape.inner())),
                at + "active"));
    String narrow = product(at + "output.dense", active, width, shape.inner());
    return added(at + "output.", narrow, middle);
  }

  private String product(String name, String input, int outputs, int inputs) {
    return products.product(name, input, read(name + ".weight", outputs * inputs), outputs, inputs);
  }

  /** What was computed, its bias and what went in, normed. */
  private String added(String at, String computed, String before) {
    int width = shape.width();
    return graph.node(
        Node.microsoft(
            "SkipLayerNormalization",
            List.of(
                computed,
                before,
                vector(at + "LayerNorm.weight", width),
                vector(at + "LayerNorm.bias", width),
                vector(at + "dense.bias", width)),
            at + "normed",
            Attribute.of("epsilon", EPSILON)));
  }

  private String attention(String at, String x) {
    int width = shape.width();
    float[] stacked = new float[3 * width * width];
    float[] biases = new float[3 * width];
    List<String> parts = List.of("query", "key", "value");
    for (int i = 0; i < parts.size(); i++) {
      String name = at + "self." + parts.get(i);
      System.arraycopy(
          read(name + ".weight", width * width), 0, stacked, i * width * width, width * width);
      System.arraycopy(read(name + ".bias", width), 0, biases, i * width, width);
    }
    String all = products.product(at + "all", x, stacked, 3 * width, width);
    graph.node(
        new Node(
            new Operator("", "Split"),
            List.of(all),
            List.of(at + "query", at + "key", at + "value"),
            List.of(Attribute.of("axis", 2), Attribute.of("num_outputs", 3))));
    String bias = graph.floats(at + "bias", biases, 3 * width);
    return graph.node(
        Node.microsoft(
            "MultiHeadAttention",
            List.of(at + "query", at + "key", at + "value", bias, "mask"),
            at + "attended",
            Attribute.of("num_heads", shape.heads()),
            Attribute.of("scale", (float) (1 / Math.sqrt((double) width / shape.heads())))));
  }
}

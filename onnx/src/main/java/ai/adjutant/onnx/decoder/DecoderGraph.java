package ai.adjutant.onnx.decoder;

import ai.adjutant.onnx.decoder.DecoderShape.Attention;
import ai.adjutant.onnx.file.Attribute;
import ai.adjutant.onnx.file.Dimension;
import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.Node;
import ai.adjutant.onnx.file.Operator;
import ai.adjutant.onnx.file.TensorPort;
import java.util.ArrayList;
import java.util.List;

/** The nodes of a decoder, in the order they run. */
final class DecoderGraph {
  private static final Attribute LAST_AXIS = Attribute.of("axis", -1);

  private final GraphWriter graph;
  private final DecoderShape shape;
  private final Attention attention;
  private final WeightStore store;
  private final Products products;
  private final TokenTables tables;
  private final CachePorts cache;

  DecoderGraph(
      GraphWriter graph,
      DecoderShape shape,
      Precision precision,
      CacheFormat cache,
      Weights weights) {
    this.graph = graph;
    this.shape = shape;
    this.attention = shape.attention();
    this.store = new WeightStore(graph, shape, weights);
    this.products = Products.of(graph, store, precision);
    this.tables = new TokenTables(graph, store, shape, precision);
    this.cache = new CachePorts(graph, shape, cache);
  }

  /** What goes from layer to layer: the residual, and the same normed for the next product. */
  private record Stream(String residual, String normed) {}

  void write() {
    ports();
    RotaryTables.write(graph, shape);
    String embedded = tables.embedding("input_ids", "embedded");
    Stream stream =
        new Stream(
            embedded, norm(embedded, store.vector(name(Part.ATTENTION_NORM, 0)), "layer.0.normed"));
    for (int layer = 0; layer < shape.layers(); layer++) {
      stream = layer(layer, stream);
    }
    graph.longs("rows.shape", new long[] {-1, shape.hidden()}, 2);
    graph.node(Node.of("Reshape", List.of(stream.normed(), "rows.shape"), "rows.all"));
    graph.node(
        Node.of(
            "Gather", List.of("rows.all", "logits_rows"), "rows.wanted", Attribute.of("axis", 0)));
    tables.head("rows.wanted", "logits");
  }

  private void ports() {
    Dimension batch = Dimension.named("batch");
    Dimension rows = Dimension.named("rows");
    graph.input(TensorPort.of("input_ids", ElementType.INT64, batch, Dimension.named("sequence")));
    graph.input(TensorPort.of("seqlens_k", ElementType.INT32, batch));
    graph.input(TensorPort.of("total_sequence_length", ElementType.INT32, Dimension.of(1)));
    graph.input(TensorPort.of("logits_rows", ElementType.INT64, rows));
    graph.output(
        TensorPort.of("logits", ElementType.FLOAT, rows, Dimension.of(shape.vocabulary())));
    for (int layer = 0; layer < shape.layers(); layer++) {
      cache.declare(layer);
    }
  }

  private Stream layer(int layer, Stream in) {
    String at = "layer." + layer + ".";
    String attended = attention(layer, at, in.normed());
    String attentionOut =
        products.product(at + "output", attended, List.of(name(Part.OUTPUT, layer)), List.of());
    Stream middle = add(in.residual(), attentionOut, name(Part.FEED_NORM, layer), at + "feed");
    String down =
        products.product(
            at + "down",
            gated(layer, at, middle.normed()),
            List.of(name(Part.DOWN, layer)),
            List.of());
    boolean last = layer == shape.layers() - 1;
    WeightName next = last ? WeightName.of(Part.FINAL_NORM) : name(Part.ATTENTION_NORM, layer + 1);
    return add(middle.residual(), down, next, "layer." + (layer + 1));
  }

  private String attention(int layer, String at, String normed) {
    List<WeightName> biases =
        attention.bias()
            ? List.of(
                name(Part.QUERY_BIAS, layer),
                name(Part.KEY_BIAS, layer),
                name(Part.VALUE_BIAS, layer))
            : List.of();
    String qkv =
        products.product(
            at + "qkv",
            normed,
            List.of(name(Part.QUERY, layer), name(Part.KEY, layer), name(Part.VALUE, layer)),
            biases);
    List<String> inputs = new ArrayList<>();
    inputs.addAll(attention.headNorm() ? normedHeads(layer, at, qkv) : List.of(qkv, "", ""));
    inputs.addAll(List.of(CachePorts.past(layer, "key"), CachePorts.past(layer, "value")));
    inputs.addAll(List.of("seqlens_k", "total_sequence_length"));
    inputs.addAll(List.of(RotaryTables.COSINES, RotaryTables.SINES));
    inputs.addAll(cache.inputs(layer));
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(Attribute.of("num_heads", attention.heads()));
    attributes.add(Attribute.of("kv_num_heads", attention.kvHeads()));
    attributes.add(Attribute.of("do_rotary", 1));
    attributes.add(Attribute.of("rotary_interleaved", shape.rotary().interleaved() ? 1 : 0));
    attributes.add(Attribute.of("scale", (float) (1 / Math.sqrt(attention.headLength()))));
    attributes.addAll(cache.attributes());
    return graph.node(
        new Node(
            new Operator(Operator.MICROSOFT, "GroupQueryAttention"),
            inputs,
            List.of(
                at + "attended",
                CachePorts.present(layer, "key"),
                CachePorts.present(layer, "value")),
            attributes));
  }

  /** Queries and keys normed head by head; the attention kernel for CPUs does not do it itself. */
  private List<String> normedHeads(int layer, String at, String qkv) {
    long query = attention.queryLength();
    long key = attention.keyLength();
    List<String> parts = List.of(at + "query", at + "key", at + "value");
    String lengths = graph.longs(at + "qkv.lengths", new long[] {query, key, key}, 3);
    graph.node(
        new Node(new Operator("", "Split"), List.of(qkv, lengths), parts, List.of(LAST_AXIS)));
    return List.of(
        normedHeads(at + "query", name(Part.QUERY_NORM, layer)),
        normedHeads(at + "key", name(Part.KEY_NORM, layer)),
        parts.getLast());
  }

  private String normedHeads(String value, WeightName weight) {
    String apart = graph.longs(value + ".apart", new long[] {0, 0, -1, attention.headLength()}, 4);
    String together = graph.longs(value + ".together", new long[] {0, 0, -1}, 3);
    String heads = graph.node(Node.of("Reshape", List.of(value, apart), value + ".heads"));
    String normed = norm(heads, store.vector(weight), value + ".heads.normed");
    return graph.node(Node.of("Reshape", List.of(normed, together), value + ".normed"));
  }

  private String gated(int layer, String at, String normed) {
    String both =
        products.product(
            at + "gate_up",
            normed,
            List.of(name(Part.GATE, layer), name(Part.UP, layer)),
            List.of());
    String gate = at + "gate";
    String up = at + "up";
    graph.node(
        new Node(
            new Operator("", "Split"),
            List.of(both),
            List.of(gate, up),
            List.of(LAST_AXIS, Attribute.of("num_outputs", 2))));
    // With alpha 1 this is x · sigmoid(x), in one node.
    String opened =
        graph.node(
            Node.microsoft("QuickGelu", List.of(gate), at + "opened", Attribute.of("alpha", 1f)));
    return graph.node(Node.of("Mul", List.of(opened, up), at + "gated"));
  }

  private String norm(String value, String weight, String output) {
    return graph.node(
        Node.of(
            "SimplifiedLayerNormalization",
            List.of(value, weight),
            output,
            LAST_AXIS,
            Attribute.of("epsilon", shape.normEpsilon()),
            Attribute.of("stash_type", 1)));
  }

  private Stream add(String residual, String update, WeightName weight, String at) {
    Stream stream = new Stream(at + ".residual", at + ".normed");
    graph.node(
        new Node(
            new Operator(Operator.MICROSOFT, "SkipSimplifiedLayerNormalization"),
            List.of(residual, update, store.vector(weight)),
            List.of(stream.normed(), "", "", stream.residual()),
            List.of(Attribute.of("epsilon", shape.normEpsilon()))));
    return stream;
  }

  private static WeightName name(Part part, int layer) {
    return new WeightName(part, layer);
  }
}

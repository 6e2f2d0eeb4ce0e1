package ai.adjutant.onnx.decoder;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.decoder.CacheFormat.Bytes;
import ai.adjutant.onnx.decoder.CacheFormat.Floats;
import ai.adjutant.onnx.decoder.CacheFormat.Scales;
import ai.adjutant.onnx.decoder.DecoderShape.Attention;
import ai.adjutant.onnx.file.Attribute;
import ai.adjutant.onnx.file.Dimension;
import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.TensorPort;
import java.util.List;

/**
 * Declares the inputs and outputs of the KV cache, and what the attention kernel must know of their
 * type.
 */
final class CachePorts {
  private static final String PER_CHANNEL = "PER_CHANNEL";
  private static final int BITS = 8;

  private final GraphWriter graph;
  private final Attention attention;
  private final CacheFormat format;

  /** Refuses scales that don't fit the shape: DECODER_CACHE_REFUSED. */
  CachePorts(GraphWriter graph, DecoderShape shape, CacheFormat format) {
    this.graph = graph;
    this.attention = shape.attention();
    this.format = format;
    if (format instanceof Bytes bytes) {
      int channels = attention.keyLength();
      boolean fits =
          bytes.layers().size() == shape.layers()
              && bytes.layers().stream()
                  .allMatch(layer ->
                      layer.keys().size() == channels && layer.values().size() == channels);
      if (!fits) {
        throw new AdjutantException(
            DecoderReason.DECODER_CACHE_REFUSED,
            "the cache's scales don't fit the shape; it wants "
                + channels
                + " for keys and for values of each of "
                + shape.layers()
                + " layers");
      }
    }
  }

  static String past(int layer, String kind) {
    return "past_key_values." + layer + "." + kind;
  }

  static String present(int layer, String kind) {
    return "present." + layer + "." + kind;
  }

  void declare(int layer) {
    for (String kind : List.of("key", "value")) {
      graph.input(port(past(layer, kind)));
      graph.output(port(present(layer, kind)));
    }
  }

  private TensorPort port(String name) {
    return TensorPort.of(
        name,
        switch (format) {
          case Floats floats -> ElementType.FLOAT;
          case Bytes bytes -> ElementType.INT8;
        },
        Dimension.named("batch"),
        Dimension.of(attention.kvHeads()),
        Dimension.named("capacity"),
        Dimension.of(attention.headLength()));
  }

  /** The kernel's inputs behind the rotary tables. */
  List<String> inputs(int layer) {
    return switch (format) {
      case Floats floats -> List.of();
      case Bytes bytes -> {
        Scales scales = bytes.layers().get(layer);
        String at = "layer." + layer + ".";
        yield List.of(
            "",
            "",
            "",
            constant(at + "key.scales", scales.keys()),
            constant(at + "value.scales", scales.values()));
      }
    };
  }

  private String constant(String name, List<Float> scales) {
    float[] values = new float[scales.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scales.get(i);
    }
    return graph.floats(name, values, 1, attention.kvHeads(), 1, attention.headLength());
  }

  List<Attribute> attributes() {
    return switch (format) {
      case Floats floats -> List.of();
      case Bytes bytes ->
          List.of(
              Attribute.of("k_quant_type", PER_CHANNEL),
              Attribute.of("v_quant_type", PER_CHANNEL),
              Attribute.of("kv_cache_bit_width", BITS));
    };
  }
}

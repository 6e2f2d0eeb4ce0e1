package ai.adjutant.inference.model;

import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.OnnxSummary;
import ai.adjutant.onnx.file.OnnxSummary.QuantizedProduct;
import ai.adjutant.onnx.file.OnnxSummary.WeightBytes;
import ai.adjutant.onnx.file.Operator;
import java.util.List;
import java.util.Optional;

/**
 * What a graph's weights are made of, best for a CPU first. The order is by measurements of
 * products of matrices: 4-bit blocks at level 4 take a seventh of the time of 32-bit floats; 16-bit
 * floats take eight times it and more; 8-bit blocks at another level a hundred times.
 */
enum Weights {
  /** 4-bit blocks whose products are computed in 8-bit integers. */
  INT4("int4", ""),
  /** 8-bit integers. */
  INT8("int8", ""),
  /** 4-bit weights that are widened before each product. */
  INT4_WIDENED("int4", ""),
  /** 32-bit floats. */
  FLOAT32("float32", ""),
  /** 4-bit weights in a graph of 16-bit floats. */
  INT4_HALF(
      "int4",
      "computes in 16-bit floats, which is slow on a CPU; a variant with 32-bit activations is"
          + " faster"),
  /** 16-bit floats. */
  FLOAT16(
      "float16",
      "has 16-bit floats for weights, which take 8 to 40 times as long as 32-bit ones on a CPU;"
          + " take a variant of type int4, int8 or float32"),
  /** 8-bit blocks that are widened before each product. */
  INT8_WIDENED(
      "int8",
      "has 8-bit MatMulNBits without accuracy_level 4, which take about 85 times as long as with"
          + " it; quantize it anew with accuracy_level 4"),
  /** 16-bit floats with a long exponent, for which CPUs have no kernels. */
  BFLOAT16("bfloat16", "");

  private static final int LEVEL_INT8 = 4;

  private static final List<String> INTEGER_PRODUCTS =
      List.of("DynamicQuantizeMatMul", "MatMulIntegerToFloat", "QAttention", "QGemm");

  private final String type;
  private final String warning;

  Weights(String type, String warning) {
    this.type = type;
    this.warning = warning;
  }

  /** As users know it. */
  String type() {
    return type;
  }

  /** What whoever serves it should know; empty when nothing. */
  Optional<String> warning() {
    return warning.isEmpty() ? Optional.empty() : Optional.of(warning);
  }

  static Weights of(OnnxSummary graph) {
    long half = bytes(graph, ElementType.FLOAT16);
    long single = bytes(graph, ElementType.FLOAT);
    long brain = bytes(graph, ElementType.BFLOAT16);
    if (brain > half + single) {
      return BFLOAT16;
    }
    if (!graph.quantized().isEmpty()) {
      return blocks(graph, half > single);
    }
    if (graph.uses(Operator.MICROSOFT, "MatMulBnb4") || packed(graph)) {
      return half > single ? INT4_HALF : INT4_WIDENED;
    }
    boolean integers =
        graph.uses("", "MatMulInteger")
            || graph.uses("", "QLinearMatMul")
            || INTEGER_PRODUCTS.stream().anyMatch(type -> graph.uses(Operator.MICROSOFT, type))
            || bytes(graph, ElementType.INT8) + bytes(graph, ElementType.UINT8) > half + single;
    if (integers) {
      return INT8;
    }
    return half > single ? FLOAT16 : FLOAT32;
  }

  private static Weights blocks(OnnxSummary graph, boolean half) {
    boolean allFast =
        graph.quantized().stream().allMatch(product -> product.accuracyLevel() == LEVEL_INT8);
    if (graph.quantized().stream().anyMatch(Weights::isSlow)) {
      return INT8_WIDENED;
    }
    if (graph.quantized().stream().allMatch(product -> product.bits() == 8)) {
      return INT8;
    }
    if (half) {
      return INT4_HALF;
    }
    return allFast ? INT4 : INT4_WIDENED;
  }

  private static boolean isSlow(QuantizedProduct product) {
    return product.bits() == 8 && product.accuracyLevel() != LEVEL_INT8;
  }

  private static boolean packed(OnnxSummary graph) {
    long packed = bytes(graph, ElementType.INT4) + bytes(graph, ElementType.UINT4);
    return 2 * packed > graph.weightBytes();
  }

  private static long bytes(OnnxSummary graph, ElementType type) {
    WeightBytes bytes = graph.weights().get(type);
    return bytes == null ? 0 : bytes.total();
  }
}

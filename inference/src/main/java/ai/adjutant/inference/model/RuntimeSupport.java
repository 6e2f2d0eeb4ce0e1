package ai.adjutant.inference.model;

import ai.adjutant.onnx.file.OnnxSummary;
import ai.adjutant.onnx.file.Operator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What ONNX Runtime 1.28 knows on a CPU, to be looked at anew with each release that is taken. The
 * versions were found out by asking its library. ONNX's own operators are judged by the version of
 * their set alone; of ONNX Runtime's own those are listed that occur in models of text.
 */
final class RuntimeSupport {
  private static final String RELEASE = "ONNX Runtime 1.28";

  private static final long IR_VERSION_MAX = 13;

  /** Highest version of each set of operators. */
  private static final Map<String, Long> OPSETS_MAX =
      Map.of("", 26L, "ai.onnx.ml", 5L, Operator.MICROSOFT, 1L);

  /** Operators of ONNX Runtime's own that have a kernel on CPUs and occur in models of text. */
  private static final Set<String> MICROSOFT_OPERATORS =
      Set.of(
          "Attention",
          "BiasGelu",
          "BiasSoftmax",
          "BifurcationDetector",
          "DecoderMaskedMultiHeadAttention",
          "DequantizeLinear",
          "DynamicQuantizeLSTM",
          "DynamicQuantizeMatMul",
          "EmbedLayerNormalization",
          "ExpandDims",
          "FastGelu",
          "FusedGemm",
          "FusedMatMul",
          "GatherBlockQuantized",
          "GatherND",
          "Gelu",
          "GroupQueryAttention",
          "LayerNormalization",
          "MatMulBnb4",
          "MatMulFpQ4",
          "MatMulInteger16",
          "MatMulIntegerToFloat",
          "MatMulNBits",
          "MoE",
          "MultiHeadAttention",
          "NGramRepeatBlock",
          "Pad",
          "QAttention",
          "QEmbedLayerNormalization",
          "QGemm",
          "QLinearAdd",
          "QLinearConcat",
          "QLinearLeakyRelu",
          "QLinearMul",
          "QLinearReduceMean",
          "QLinearSigmoid",
          "QLinearSoftmax",
          "QLinearWhere",
          "QMoE",
          "QuantizeLinear",
          "QuickGelu",
          "Range",
          "ReduceSumInteger",
          "RotaryEmbedding",
          "SimplifiedLayerNormalization",
          "SkipLayerNormalization",
          "SkipSimplifiedLayerNormalization",
          "SparseAttention",
          "TransposeMatMul",
          "Trilu",
          "Unique",
          "WordConvEmbedding");

  /** First release with each version of ONNX's operators, as far as models of text came so far. */
  private static final TreeMap<Long, Release> OPSET_RELEASES =
      new TreeMap<>(
          Map.of(
              17L, new Release(12),
              18L, new Release(14),
              19L, new Release(15),
              20L, new Release(17),
              21L, new Release(18),
              22L, new Release(21),
              23L, new Release(22),
              24L, new Release(24),
              25L, new Release(25),
              26L, new Release(28)));

  /** First release with a CPU kernel for operators that came later than their set of operators. */
  private static final Map<String, Release> OPERATOR_RELEASES =
      Map.of(
          "MultiHeadAttention", new Release(16),
          "RotaryEmbedding", new Release(16),
          "MatMulBnb4", new Release(17),
          "MatMulNBits", new Release(17),
          "GroupQueryAttention", new Release(17),
          "GatherBlockQuantized", new Release(20),
          "QMoE", new Release(23));

  private RuntimeSupport() {}

  private record Release(int minor) {
    Release later(Release other) {
      return minor < other.minor ? other : this;
    }
  }

  /** Why a graph can't be run at all; empty when nothing speaks against it. */
  static Optional<String> refusal(OnnxSummary graph) {
    if (graph.irVersion() > IR_VERSION_MAX) {
      return Optional.of(
          "is written in version "
              + graph.irVersion()
              + " of the format; "
              + RELEASE
              + " reads up to "
              + IR_VERSION_MAX);
    }
    for (Map.Entry<String, Long> opset : new TreeMap<>(graph.opsets()).entrySet()) {
      Long most = OPSETS_MAX.get(opset.getKey());
      if (most != null && opset.getValue() > most) {
        return Optional.of(
            "uses version "
                + opset.getValue()
                + " of the operators of "
                + (opset.getKey().isEmpty() ? "ai.onnx" : opset.getKey())
                + "; "
                + RELEASE
                + " knows up to "
                + most
                + ": export it for an older one");
      }
    }
    for (Operator operator : graph.operators()) {
      boolean known =
          operator.domain().equals(Operator.MICROSOFT)
              ? MICROSOFT_OPERATORS.contains(operator.type())
              : OPSETS_MAX.containsKey(operator.domain()) || isDefinedInside(graph, operator);
      if (!known) {
        return Optional.of(
            "uses the operator " + operator + ", which " + RELEASE + " can't run on a CPU");
      }
    }
    return Optional.empty();
  }

  /** Exporters define functions of their own, in domains of theirs. */
  private static boolean isDefinedInside(OnnxSummary graph, Operator operator) {
    return operator.domain().startsWith("pkg.") && graph.opsets().containsKey(operator.domain());
  }

  /** Lowest release of ONNX Runtime that knows the graph's operators, such as {@code 1.17}. */
  static String releaseMin(OnnxSummary graph) {
    long opset = graph.opsets().getOrDefault("", 1L);
    Map.Entry<Long, Release> atLeast = OPSET_RELEASES.ceilingEntry(opset);
    Release release = (atLeast == null ? OPSET_RELEASES.lastEntry() : atLeast).getValue();
    for (Map.Entry<String, Release> entry : OPERATOR_RELEASES.entrySet()) {
      if (graph.uses(Operator.MICROSOFT, entry.getKey())) {
        release = release.later(entry.getValue());
      }
    }
    if (graph.quantized().stream().anyMatch(product -> product.bits() == 8)) {
      release = release.later(new Release(22));
    }
    return "1." + release.minor();
  }
}

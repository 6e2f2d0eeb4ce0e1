package ai.adjutant.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.OnnxSummary;
import ai.adjutant.onnx.file.OnnxSummary.QuantizedProduct;
import ai.adjutant.onnx.file.OnnxSummary.WeightBytes;
import ai.adjutant.onnx.file.Operator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WeightsTest {
  private static final QuantizedProduct FAST_4 = new QuantizedProduct(4, 32, 4);
  private static final QuantizedProduct WIDE_4 = new QuantizedProduct(4, 32, 0);
  private static final QuantizedProduct FAST_8 = new QuantizedProduct(8, 32, 4);
  private static final QuantizedProduct WIDE_8 = new QuantizedProduct(8, 32, 0);

  @Test
  void knowsBlocksByBitsAndLevel() {
    Map<ElementType, Long> packed = Map.of(ElementType.UINT8, 900L, ElementType.FLOAT, 100L);
    Operator product = new Operator("com.microsoft", "MatMulNBits");
    assertThat(weights(packed, Set.of(FAST_4), product)).isEqualTo(Weights.INT4);
    assertThat(weights(packed, Set.of(FAST_4, FAST_8), product)).isEqualTo(Weights.INT4);
    assertThat(weights(packed, Set.of(WIDE_4), product)).isEqualTo(Weights.INT4_WIDENED);
    assertThat(weights(packed, Set.of(FAST_8), product)).isEqualTo(Weights.INT8);
    assertThat(weights(packed, Set.of(FAST_4, WIDE_8), product)).isEqualTo(Weights.INT8_WIDENED);
    Map<ElementType, Long> half = Map.of(ElementType.UINT8, 900L, ElementType.FLOAT16, 100L);
    assertThat(weights(half, Set.of(FAST_4), product)).isEqualTo(Weights.INT4_HALF);
  }

  @Test
  void knowsIntegersAndFloats() {
    assertThat(
            weights(
                Map.of(ElementType.UINT8, 100L, ElementType.FLOAT, 900L),
                Set.of(),
                new Operator("", "MatMulInteger")))
        .isEqualTo(Weights.INT8);
    Operator plain = new Operator("", "MatMul");
    assertThat(weights(Map.of(ElementType.FLOAT, 9L), Set.of(), plain)).isEqualTo(Weights.FLOAT32);
    assertThat(weights(Map.of(ElementType.FLOAT16, 9L, ElementType.FLOAT, 1L), Set.of(), plain))
        .isEqualTo(Weights.FLOAT16);
    assertThat(weights(Map.of(ElementType.BFLOAT16, 9L), Set.of(), plain))
        .isEqualTo(Weights.BFLOAT16);
    assertThat(
            weights(
                Map.of(ElementType.UINT8, 9L, ElementType.FLOAT, 1L),
                Set.of(),
                new Operator("com.microsoft", "MatMulBnb4")))
        .isEqualTo(Weights.INT4_WIDENED);
    assertThat(weights(Map.of(), Set.of(), plain)).isEqualTo(Weights.FLOAT32);
  }

  @Test
  void prefersWhatIsFastOnACpuAndWarnsOfTheRest() {
    assertThat(List.of(Weights.INT4, Weights.INT8, Weights.FLOAT32, Weights.FLOAT16)).isSorted();
    assertThat(Weights.INT4.warning()).isEmpty();
    assertThat(Weights.FLOAT32.warning()).isEmpty();
    assertThat(Weights.INT8_WIDENED.warning()).get().asString().contains("accuracy_level 4");
    assertThat(Weights.FLOAT16.warning()).get().asString().contains("16-bit floats");
  }

  private static Weights weights(
      Map<ElementType, Long> bytes, Set<QuantizedProduct> products, Operator operator) {
    Map<ElementType, WeightBytes> weights =
        bytes.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, entry -> new WeightBytes(0, entry.getValue())));
    return Weights.of(
        new OnnxSummary(
            8,
            "",
            Map.of("", 17L),
            Set.of(operator),
            List.of(),
            List.of(),
            List.of(),
            weights,
            products));
  }
}

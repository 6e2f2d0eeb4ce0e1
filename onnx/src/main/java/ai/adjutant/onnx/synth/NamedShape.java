package ai.adjutant.onnx.synth;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.decoder.DecoderShape;
import ai.adjutant.onnx.decoder.DecoderShape.Attention;
import ai.adjutant.onnx.decoder.DecoderShape.Rotary;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Shapes that synthetic models may have. */
public enum NamedShape {
  /** SmolLM2-135M: 135 million weights. */
  SMOLLM2_135M(
      "smollm2-135m",
      new DecoderShape(
          49_152,
          576,
          30,
          1_536,
          8_192,
          1e-5f,
          true,
          new Attention(9, 3, 64, false, false),
          new Rotary(100_000, false))),
  /** Qwen2.5-0.5B: 494 million weights, biases on queries, keys and values. */
  QWEN2_5_0_5B(
      "qwen2.5-0.5b",
      new DecoderShape(
          151_936,
          896,
          24,
          4_864,
          32_768,
          1e-6f,
          true,
          new Attention(14, 2, 64, true, false),
          new Rotary(1_000_000, false))),
  /** For tests: 34 thousand weights, half of them in the vocabulary. */
  TINY(
      "tiny",
      new DecoderShape(
          512,
          32,
          2,
          64,
          512,
          1e-5f,
          true,
          new Attention(2, 1, 16, false, false),
          new Rotary(10_000, false)));

  private final String published;
  private final DecoderShape shape;

  NamedShape(String published, DecoderShape shape) {
    this.published = published;
    this.shape = shape;
  }

  /** The name that people give. */
  public String published() {
    return published;
  }

  /** Its lengths. */
  public DecoderShape shape() {
    return shape;
  }

  /**
   * The shape of a name.
   *
   * @throws AdjutantException SYNTH_SHAPE_UNKNOWN, with the names there are
   */
  public static NamedShape of(String name) {
    return Arrays.stream(values())
        .filter(shape -> shape.published.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new AdjutantException(
                SynthReason.SYNTH_SHAPE_UNKNOWN,
                "there is no shape '"
                    + name
                    + "'; take one of "
                    + Arrays.stream(values())
                        .map(NamedShape::published)
                        .collect(Collectors.joining(", "))));
  }
}

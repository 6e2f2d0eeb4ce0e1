package ai.adjutant.onnx.testing;

import ai.adjutant.onnx.decoder.DecoderShape;
import ai.adjutant.onnx.decoder.Part;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.decoder.WeightName;
import ai.adjutant.onnx.decoder.Weights;
import ai.adjutant.onnx.quantize.BlockFormat;
import ai.adjutant.onnx.quantize.BlockQuantizer;
import ai.adjutant.onnx.quantize.RowQuantizer;
import java.util.Objects;
import java.util.SplittableRandom;

/** Weights drawn from a seed; norms and biases too, so that a part left out is noticed. */
public record RandomWeights(long seed) implements Weights {
  @Override
  public void row(WeightName name, int row, float[] target) {
    SplittableRandom random =
        new SplittableRandom(seed * 31 + Objects.hash(name.part().ordinal(), name.layer(), row));
    for (int i = 0; i < target.length; i++) {
      double value = random.nextGaussian();
      target[i] =
          (float)
              switch (name.part()) {
                case ATTENTION_NORM, FEED_NORM, FINAL_NORM, QUERY_NORM, KEY_NORM -> 1 + 0.2 * value;
                case QUERY_BIAS, KEY_BIAS, VALUE_BIAS -> 0.3 * value;
                case EMBEDDING, HEAD -> value;
                case QUERY, KEY, VALUE, OUTPUT, GATE, UP, DOWN -> value / Math.sqrt(target.length);
              };
    }
  }

  /** The same weights as a graph of this precision sees them: packed and unpacked again. */
  public static Weights asStored(Weights weights, DecoderShape shape, Precision precision) {
    return (name, row, target) -> {
      weights.row(name, row, target);
      int bits =
          switch (name.part()) {
            case EMBEDDING -> precision.embeddingBits();
            case HEAD -> precision.headBits();
            case QUERY, KEY, VALUE, OUTPUT, GATE, UP, DOWN -> precision.bits();
            default -> 32;
          };
      if (bits == 32) {
        return;
      }
      boolean table = name.part() == Part.EMBEDDING;
      if (precision.block() == Precision.ROW && !table) {
        byte[] bytes = new byte[target.length];
        RowQuantizer.dequantize(bytes, RowQuantizer.quantize(target, bytes), target);
        return;
      }
      BlockFormat format = table ? precision.table() : new BlockFormat(bits, precision.block());
      int columns = shape.columns(name.part());
      byte[] packed = new byte[format.rowBytes(columns)];
      float[] scales = new float[format.blocks(columns)];
      BlockQuantizer quantizer = new BlockQuantizer(format);
      quantizer.quantize(target, packed, scales);
      quantizer.dequantize(packed, scales, target);
    };
  }
}

package ai.adjutant.onnx.synth;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.decoder.CacheFormat;
import ai.adjutant.onnx.decoder.DecoderShape;
import ai.adjutant.onnx.decoder.Part;
import ai.adjutant.onnx.decoder.WeightName;
import ai.adjutant.onnx.decoder.Weights;
import java.util.ArrayList;
import java.util.List;

/** Lists the types of a synthetic model's KV cache. */
public enum SyntheticCache {
  /** 32-bit floats. */
  FLOAT32 {
    @Override
    CacheFormat format(DecoderShape shape, Weights weights) {
      return new CacheFormat.Floats();
    }
  },
  /** Signed bytes. */
  INT8 {
    @Override
    CacheFormat format(DecoderShape shape, Weights weights) {
      List<CacheFormat.Scales> layers = new ArrayList<>();
      for (int layer = 0; layer < shape.layers(); layer++) {
        Sizes sizes = new Sizes(shape, weights, layer);
        layers.add(CacheFormat.Scales.upTo(sizes.keys(), sizes.values()));
      }
      return new CacheFormat.Bytes(layers);
    }
  };

  /**
   * The type of a name, in small letters.
   *
   * @throws AdjutantException SYNTH_CACHE_UNKNOWN, with the names there are
   */
  public static SyntheticCache of(String name) {
    return switch (name) {
      case "float32" -> FLOAT32;
      case "int8" -> INT8;
      default ->
          throw new AdjutantException(
              SynthReason.SYNTH_CACHE_UNKNOWN,
              "there is no cache of '" + name + "'; take float32 or int8");
    };
  }

  abstract CacheFormat format(DecoderShape shape, Weights weights);

  /**
   * How large a layer's keys and values get. A normed residual has a root mean square of 1 and,
   * among random weights, no direction of its own: a product with a row is normally distributed
   * with the row's length, in which its norm counts, as its spread. Five spreads and the bias leave
   * one number of two million out.
   */
  private record Sizes(DecoderShape shape, Weights weights, int layer) {
    private static final double SPREADS = 5;

    double[] values() {
      double[] sizes = spreads(Part.VALUE);
      float[] bias = bias(Part.VALUE_BIAS);
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = SPREADS * sizes[i] + Math.abs(bias[i]);
      }
      return sizes;
    }

    /** Rotation turns the two numbers of a pair into each other. */
    double[] keys() {
      double[] spreads = spreads(Part.KEY);
      float[] bias = bias(Part.KEY_BIAS);
      double[] sizes = new double[spreads.length];
      for (int i = 0; i < sizes.length; i++) {
        int other = partner(i);
        sizes[i] =
            SPREADS * Math.max(spreads[i], spreads[other]) + Math.hypot(bias[i], bias[other]);
      }
      return sizes;
    }

    private int partner(int channel) {
      if (shape.rotary().interleaved()) {
        return channel ^ 1;
      }
      int length = shape.attention().headLength();
      int within = channel % length;
      return channel - within + (within + length / 2) % length;
    }

    private double[] spreads(Part part) {
      float[] norm = vector(Part.ATTENTION_NORM);
      double[] spreads = new double[shape.rows(part)];
      float[] row = new float[shape.columns(part)];
      for (int i = 0; i < spreads.length; i++) {
        weights.row(new WeightName(part, layer), i, row);
        double squares = 0;
        for (int j = 0; j < row.length; j++) {
          squares += Math.pow((double) row[j] * norm[j], 2);
        }
        spreads[i] = Math.sqrt(squares);
      }
      return spreads;
    }

    private float[] bias(Part part) {
      return shape.attention().bias() ? vector(part) : new float[shape.columns(part)];
    }

    private float[] vector(Part part) {
      float[] vector = new float[shape.columns(part)];
      weights.row(new WeightName(part, layer), 0, vector);
      return vector;
    }
  }
}

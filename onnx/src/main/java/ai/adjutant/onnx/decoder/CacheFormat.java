package ai.adjutant.onnx.decoder;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.ArrayList;
import java.util.List;

/** Lists the formats of the KV cache. */
public sealed interface CacheFormat {
  /** 32-bit floats. */
  record Floats() implements CacheFormat {}

  /**
   * Signed bytes, a quarter of the memory: each number is divided by its channel's scale, rounded,
   * and kept within −128 to 127.
   *
   * @param layers scales of each layer, the first one's first
   */
  record Bytes(List<Scales> layers) implements CacheFormat {
    /** Copies the layers. */
    public Bytes {
      layers = List.copyOf(layers);
    }
  }

  /**
   * Scales of a layer, one for each number of a token's keys or values: kvHeads · headLength, the
   * first head's first. Keys are meant as they are remembered: rotated.
   */
  record Scales(List<Float> keys, List<Float> values) {
    private static final double STEPS = 127;

    /** Copies the scales and refuses those that scale nothing: DECODER_CACHE_REFUSED. */
    public Scales {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
      for (List<Float> each : List.of(keys, values)) {
        for (float scale : each) {
          if (!(scale > 0) || Float.isInfinite(scale)) {
            throw new AdjutantException(
                DecoderReason.DECODER_CACHE_REFUSED,
                "a scale of " + scale + " can't be used; scales must be finite and above 0");
          }
        }
      }
    }

    /** Scales that keep numbers up to these sizes; larger ones are cut off. */
    public static Scales upTo(double[] keys, double[] values) {
      return new Scales(scales(keys), scales(values));
    }

    private static List<Float> scales(double[] sizes) {
      List<Float> scales = new ArrayList<>(sizes.length);
      for (double size : sizes) {
        // A channel that is always nought takes any scale.
        scales.add(size == 0 ? 1f : (float) (size / STEPS));
      }
      return scales;
    }
  }

  /** Bytes of one number. */
  default int bytes() {
    return switch (this) {
      case Floats floats -> Float.BYTES;
      case Bytes scaled -> Byte.BYTES;
    };
  }
}

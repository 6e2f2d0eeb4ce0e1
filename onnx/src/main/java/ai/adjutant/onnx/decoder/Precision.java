package ai.adjutant.onnx.decoder;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.quantize.BlockFormat;

/**
 * How a decoder's weights are stored.
 *
 * @param bits 4, 8 or 32 for the products in the layers
 * @param block weights that share a scale: 32, 64 or 128; means nothing where all is 32 bits
 * @param accuracyLevel 0 computes in floats; 4 quantises activations to 8 bits too, which on a CPU
 *     is several times faster (at 8 bits a hundred times)
 * @param headBits 4, 8 or 32 for the head
 * @param embeddingBits 4, 8 or 32 for the embedding
 */
public record Precision(int bits, int block, int accuracyLevel, int headBits, int embeddingBits) {
  /** What the fast kernels want. */
  public static final int FAST = 4;

  /** Refuses other bits and levels: DECODER_PRECISION_REFUSED, or QUANTIZATION_FORMAT_UNKNOWN. */
  public Precision {
    for (int each : new int[] {bits, headBits, embeddingBits}) {
      if (each != 32 && each != 8 && each != 4) {
        throw refused("weights of " + each + " bits are not written; take 4, 8 or 32");
      }
      if (each != 32) {
        new BlockFormat(each, block);
      }
    }
    if (accuracyLevel != 0 && accuracyLevel != FAST) {
      throw refused("accuracy level " + accuracyLevel + " is not written; take 0 or " + FAST);
    }
  }

  /** The same bits everywhere, with fast kernels; the block means nothing at 32 bits. */
  public static Precision of(int bits, int block) {
    return new Precision(bits, block, FAST, bits, bits);
  }

  /** The same in other arithmetic: 0 in floats, 4 in bytes. */
  public Precision withAccuracyLevel(int level) {
    return new Precision(bits, block, level, headBits, embeddingBits);
  }

  /** The same with a head of other precision. */
  public Precision withHeadBits(int head) {
    return new Precision(bits, block, accuracyLevel, head, embeddingBits);
  }

  private static AdjutantException refused(String message) {
    return new AdjutantException(DecoderReason.DECODER_PRECISION_REFUSED, message);
  }
}

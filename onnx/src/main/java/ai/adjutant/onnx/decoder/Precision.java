package ai.adjutant.onnx.decoder;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.quantize.BlockFormat;

/**
 * How a decoder's weights are stored.
 *
 * @param bits 4, 8 or 32 for the products in the layers
 * @param block weights that share a scale: 32, 64 or 128, or {@link #ROW}; means nothing where all
 *     is 32 bits
 * @param accuracyLevel 0 computes in floats; 4 quantises activations to 8 bits too, which on a CPU
 *     is several times faster (at 8 bits a hundred times)
 * @param headBits 4, 8 or 32 for the head
 * @param embeddingBits 4, 8 or 32 for the embedding
 */
public record Precision(int bits, int block, int accuracyLevel, int headBits, int embeddingBits) {
  /** What the fast kernels want. */
  public static final int FAST = 4;

  /**
   * A block that is a whole row of 8-bit weights: one scale for each output, and one for each
   * token's activations, so that products are taken between bytes throughout. Several rows at once
   * cost half of what they do in blocks; what it loses is to be measured for each model.
   */
  public static final int ROW = 0;

  /** Blocks of the embedding where the layers have whole rows: its kernel knows nothing else. */
  private static final int TABLE_BLOCK = 32;

  /** Refuses other bits and levels: DECODER_PRECISION_REFUSED, or QUANTIZATION_FORMAT_UNKNOWN. */
  public Precision {
    for (int each : new int[] {bits, headBits, embeddingBits}) {
      if (each != 32 && each != 8 && each != 4) {
        throw refused("weights of " + each + " bits are not written; take 4, 8 or 32");
      }
      if (each != 32 && block != ROW) {
        new BlockFormat(each, block);
      }
    }
    if (block == ROW && (bits == 4 || headBits == 4 || accuracyLevel != FAST)) {
      throw refused(
          "whole rows share a scale at 8 bits and accuracy level "
              + FAST
              + " only; take blocks of 32, 64 or 128");
    }
    if (accuracyLevel != 0 && accuracyLevel != FAST) {
      throw refused("accuracy level " + accuracyLevel + " is not written; take 0 or " + FAST);
    }
  }

  /** The same bits everywhere, with fast kernels; the block means nothing at 32 bits. */
  public static Precision of(int bits, int block) {
    return new Precision(bits, block, FAST, bits, bits);
  }

  /**
   * A block by its name: a number, or {@code row}.
   *
   * @throws AdjutantException DECODER_PRECISION_REFUSED when it is neither
   */
  public static int block(String name) {
    if (name.equals("row")) {
      return ROW;
    }
    if (name.matches("[1-9][0-9]{0,5}")) {
      return Integer.parseInt(name);
    }
    throw refused("there is no block '" + name + "'; take 32, 64, 128 or row");
  }

  /** Whether whole rows share a scale. */
  boolean byRow() {
    return block == ROW;
  }

  /** Blocks of the embedding's rows; it must not be of 32 bits. */
  public BlockFormat table() {
    return new BlockFormat(embeddingBits, byRow() ? TABLE_BLOCK : block);
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

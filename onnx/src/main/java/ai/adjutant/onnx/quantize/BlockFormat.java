package ai.adjutant.onnx.quantize;

import ai.adjutant.chassis.error.AdjutantException;

/**
 * How a row of weights is packed: blocks of equal length, each with one 32-bit scale; a stored
 * value {@code q} stands for {@code (q − 2^(bits−1)) · scale}. The last block of a row is filled up
 * with noughts. Two 4-bit values share a byte, the first in its low half.
 *
 * @param bits 4 or 8
 * @param block 32, 64 or 128 values
 */
public record BlockFormat(int bits, int block) {
  /** Refuses what ONNX Runtime's fast kernels do not take: QUANTIZATION_FORMAT_UNKNOWN. */
  public BlockFormat {
    if (bits != 4 && bits != 8) {
      throw refused("weights of " + bits + " bits are not written; take 4 or 8");
    }
    if (block != 32 && block != 64 && block != 128) {
      throw refused("blocks of " + block + " weights are not written; take 32, 64 or 128");
    }
  }

  /** Blocks, and so scales, of a row. */
  public int blocks(int columns) {
    return Math.ceilDiv(columns, block);
  }

  /** Bytes of one block. */
  public int blockBytes() {
    return block * bits / Byte.SIZE;
  }

  /** Bytes of a row in whole blocks: the rows of a {@code MatMulNBits}. */
  public int rowBytes(int columns) {
    return blocks(columns) * blockBytes();
  }

  /**
   * Bytes of a row without what fills up its last block: the rows of a {@code GatherBlockQuantized}
   * table, and the first bytes of {@link #rowBytes}.
   */
  public int tableRowBytes(int columns) {
    return Math.ceilDiv(columns * bits, Byte.SIZE);
  }

  /** The stored value that stands for 0. */
  public int zeroPoint() {
    return 1 << (bits - 1);
  }

  private static AdjutantException refused(String message) {
    return new AdjutantException(QuantizeReason.QUANTIZATION_FORMAT_UNKNOWN, message);
  }
}

package ai.adjutant.onnx.decoder;

import ai.adjutant.chassis.error.AdjutantException;

/**
 * Lengths and kinds of a Llama-like decoder.
 *
 * @param vocabulary tokens
 * @param hidden length of the residual, even
 * @param layers number of layers
 * @param intermediate length of the feed-forward part
 * @param contextLength positions that the rotary tables hold
 * @param normEpsilon added to the mean square in norms
 * @param tiedHead whether the head is the embedding
 */
public record DecoderShape(
    int vocabulary,
    int hidden,
    int layers,
    int intermediate,
    int contextLength,
    float normEpsilon,
    boolean tiedHead,
    Attention attention,
    Rotary rotary) {

  /**
   * Attention's heads.
   *
   * @param heads heads of queries
   * @param kvHeads heads of keys and values; divides heads
   * @param headLength length of a head, a multiple of 16: the kernel takes no other
   * @param bias whether queries, keys and values have a bias (Qwen2)
   * @param headNorm whether each head's query and key are normed (Qwen3)
   */
  public record Attention(int heads, int kvHeads, int headLength, boolean bias, boolean headNorm) {
    /** Refuses heads that don't divide: DECODER_SHAPE_REFUSED. */
    public Attention {
      require(heads > 0 && kvHeads > 0 && heads % kvHeads == 0, heads + " heads on " + kvHeads);
      require(
          headLength > 0 && headLength % 16 == 0,
          "a head length of " + headLength + ", no multiple of 16");
    }

    /** Length of all queries of a token. */
    public int queryLength() {
      return heads * headLength;
    }

    /** Length of all keys, or values, of a token. */
    public int keyLength() {
      return kvHeads * headLength;
    }
  }

  /**
   * Rotation of queries and keys by their position.
   *
   * @param theta base of the wave lengths
   * @param interleaved whether neighbours form a pair (llama2.c) rather than the two halves of a
   *     head (published checkpoints)
   */
  public record Rotary(double theta, boolean interleaved) {
    /** Refuses a base that gives no waves: DECODER_SHAPE_REFUSED. */
    public Rotary {
      require(theta > 1 && theta < 1e12, "a rotary base of " + theta);
    }
  }

  private static final int LENGTH_MAX = 1 << 20;
  private static final int LAYERS_MAX = 1_000;

  /** Refuses lengths out of range: DECODER_SHAPE_REFUSED. */
  public DecoderShape {
    require(vocabulary > 0 && vocabulary <= 16 * LENGTH_MAX, "a vocabulary of " + vocabulary);
    require(
        hidden > 0 && hidden <= LENGTH_MAX && hidden % 2 == 0,
        "a hidden length of " + hidden + ", not even or out of range");
    require(layers > 0 && layers <= LAYERS_MAX, layers + " layers");
    require(
        intermediate > 0 && intermediate <= LENGTH_MAX,
        "an intermediate length of " + intermediate);
    require(contextLength > 0 && contextLength <= 16 * LENGTH_MAX, "a context of " + contextLength);
    require(normEpsilon > 0 && normEpsilon < 1, "a norm's epsilon of " + normEpsilon);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AdjutantException(
          DecoderReason.DECODER_SHAPE_REFUSED, "a decoder can't be written with " + what);
    }
  }

  /** Rows of a matrix; 1 for a vector. */
  public int rows(Part part) {
    return switch (part) {
      case EMBEDDING, HEAD -> vocabulary;
      case QUERY -> attention.queryLength();
      case KEY, VALUE -> attention.keyLength();
      case OUTPUT, DOWN -> hidden;
      case GATE, UP -> intermediate;
      case ATTENTION_NORM, FEED_NORM, FINAL_NORM -> 1;
      case QUERY_BIAS, KEY_BIAS, VALUE_BIAS, QUERY_NORM, KEY_NORM -> 1;
    };
  }

  /** Length of a row: of a matrix its inputs, of a vector all of it. */
  public int columns(Part part) {
    return switch (part) {
      case EMBEDDING, HEAD, QUERY, KEY, VALUE, GATE, UP -> hidden;
      case ATTENTION_NORM, FEED_NORM, FINAL_NORM -> hidden;
      case OUTPUT, QUERY_BIAS -> attention.queryLength();
      case KEY_BIAS, VALUE_BIAS -> attention.keyLength();
      case QUERY_NORM, KEY_NORM -> attention.headLength();
      case DOWN -> intermediate;
    };
  }
}

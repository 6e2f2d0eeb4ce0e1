package ai.adjutant.inference.embed;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.encoder.EncoderDirectory;
import ai.adjutant.inference.encoder.EncoderReason;
import com.fasterxml.jackson.databind.JsonNode;

/** How the vectors of tokens become the vector of their text. */
enum Pooling {
  /** The first token's stands for the whole. */
  FIRST,
  /** The mean over all tokens. */
  MEAN;

  private static final String FILE = "1_Pooling/config.json";

  /**
   * What a directory asks for.
   *
   * @throws AdjutantException ENCODER_FILE_MISSING or ENCODER_REFUSED
   */
  static Pooling of(EncoderDirectory directory) {
    JsonNode config = directory.json(FILE);
    if (config.isEmpty()) {
      throw new AdjutantException(
          EncoderReason.ENCODER_FILE_MISSING,
          FILE + " is missing or empty; copy it from where the model comes from");
    }
    boolean first = config.path("pooling_mode_cls_token").asBoolean();
    boolean mean = config.path("pooling_mode_mean_tokens").asBoolean();
    if (first == mean) {
      throw new AdjutantException(
          EncoderReason.ENCODER_REFUSED,
          FILE + " must ask for either pooling_mode_cls_token or pooling_mode_mean_tokens");
    }
    return first ? FIRST : MEAN;
  }

  /**
   * The vector of a text, of length 1.
   *
   * @param tokens vectors of all tokens of a run, one after the other
   * @param first number of the text's first token
   * @param count how many are the text's
   */
  float[] vector(float[] tokens, int first, int count, int dimensions) {
    double[] sums = new double[dimensions];
    int taken = this == FIRST ? 1 : count;
    for (int token = first; token < first + taken; token++) {
      for (int i = 0; i < dimensions; i++) {
        sums[i] += tokens[token * dimensions + i];
      }
    }
    double squares = 0;
    for (double sum : sums) {
      squares += sum * sum;
    }
    double norm = Math.sqrt(squares);
    assert norm > 0 : "a vector of length zero has no direction";
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (sums[i] / norm);
    }
    return vector;
  }
}

package ai.adjutant.tuner.bert;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.weights.WeightSource;
import ai.adjutant.tuner.weights.WeightsReason;
import java.util.List;

/**
 * The size of an encoder.
 *
 * @param layers of attention
 * @param width numbers of a token
 * @param heads of attention in a layer
 * @param inner numbers between the two products of a layer
 * @param words tokens of the vocabulary
 * @param places longest row of tokens
 */
public record BertShape(int layers, int width, int heads, int inner, int words, int places) {
  private static final int LAYERS_MAX = 1_000;

  /** Refuses what is no size. */
  public BertShape {
    if (layers < 1 || heads < 1 || width % heads != 0 || words < 1 || places < 1) {
      throw new IllegalArgumentException(
          "no encoder has " + layers + " layers, " + heads + " heads");
    }
  }

  /**
   * The shape of weights.
   *
   * @param heads of attention, which weights don't tell
   * @throws AdjutantException WEIGHTS_OF_ANOTHER_MODEL where they are no encoder's
   */
  public static BertShape of(WeightSource weights, int heads) {
    List<Long> words = weights.shape("embeddings.word_embeddings.weight");
    List<Long> places = weights.shape("embeddings.position_embeddings.weight");
    int layers = 0;
    while (layers < LAYERS_MAX
        && weights.names().contains("encoder.layer." + layers + ".output.dense.weight")) {
      layers++;
    }
    if (layers == 0 || words.size() != 2 || words.get(1) % heads != 0) {
      throw new AdjutantException(
          WeightsReason.WEIGHTS_OF_ANOTHER_MODEL,
          "the weights are no BERT encoder of " + heads + " heads a layer");
    }
    return new BertShape(
        layers,
        words.get(1).intValue(),
        heads,
        weights.shape("encoder.layer.0.intermediate.dense.weight").get(0).intValue(),
        words.get(0).intValue(),
        places.get(0).intValue());
  }
}

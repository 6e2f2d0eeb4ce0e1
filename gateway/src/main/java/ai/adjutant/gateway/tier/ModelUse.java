package ai.adjutant.gateway.tier;

/**
 * States what an attempt took of a model.
 *
 * @param model {@code models/{model}}; empty where no model was asked
 * @param digest SHA-256 of the model's files, hexadecimal; empty where unknown
 * @param promptTokens tokens of the prompt
 * @param generatedTokens tokens written
 * @param costMicros cost in millionths of the currency of the price list; 0 for models of our own
 */
public record ModelUse(
    String model, String digest, int promptTokens, int generatedTokens, long costMicros) {
  /** No model was asked. */
  public static final ModelUse NONE = new ModelUse("", "", 0, 0, 0);

  /** Returns the use of a model that was asked and of which nothing more is known. */
  public static ModelUse of(String model) {
    return new ModelUse(model, "", 0, 0, 0);
  }
}

package ai.adjutant.gateway.tier;

/**
 * States what one tier may take for one question.
 *
 * @param passagesMax passages that a model reads
 * @param turnsMax turns before the question that a model reads, the last ones
 * @param tokensMax tokens that a model may write
 * @param time until when the tier must have ended
 */
public record Budget(int passagesMax, int turnsMax, int tokensMax, TimeLimit time) {
  /** Refuses budgets within which nothing can be answered. */
  public Budget {
    if (passagesMax < 1 || turnsMax < 0 || tokensMax < 1) {
      throw new IllegalArgumentException(
          "a budget of "
              + passagesMax
              + " passages, "
              + turnsMax
              + " turns and "
              + tokensMax
              + " tokens");
    }
  }
}

package ai.adjutant.inference.rerank;

/**
 * How well a passage answers a question.
 *
 * @param score the model's logit; higher is better, comparable within a model
 * @param truncated whether question and passage were longer than the model reads
 */
public record PassageScore(double score, boolean truncated) {
  /** The score as a probability, by the logistic function. */
  public double probability() {
    return 1 / (1 + Math.exp(-score));
  }
}

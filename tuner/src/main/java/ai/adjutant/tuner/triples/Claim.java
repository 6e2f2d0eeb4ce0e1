package ai.adjutant.tuner.triples;

/** A claim and a passage that supports it or not. */
public record Claim(String claim, String passage, Label label) {
  /** What the passage says of the claim, in the order of the support head's outputs. */
  public enum Label {
    /** The passage says so. */
    SUPPORTED,
    /** The passage says otherwise. */
    CONTRADICTED,
    /** The passage says nothing of it. */
    NOT_FOUND
  }
}

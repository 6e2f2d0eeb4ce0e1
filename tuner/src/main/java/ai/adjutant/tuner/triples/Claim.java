package ai.adjutant.tuner.triples;

/** A claim and a passage that supports it or not. */
public record Claim(String claim, String passage, Label label) {
  /** What the passage says of the claim. */
  public enum Label {
    /** The passage says so. */
    SUPPORTED(0),
    /** The passage says otherwise. */
    CONTRADICTED(1),
    /** The passage says nothing of it. */
    NOT_FOUND(2);

    private final int output;

    Label(int output) {
      this.output = output;
    }

    /** Which of the support head's outputs stands for it, from 0. */
    public int output() {
      return output;
    }
  }
}

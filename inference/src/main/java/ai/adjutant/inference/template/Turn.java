package ai.adjutant.inference.template;

/**
 * One message of a conversation.
 *
 * @param speaker who speaks
 * @param content what is said
 */
public record Turn(Speaker speaker, String content) {
  /** Who speaks. */
  public enum Speaker {
    /** Instructions of the operator. */
    SYSTEM,
    /** The person. */
    USER,
    /** The model. */
    ASSISTANT
  }
}

package ai.adjutant.gateway.prompt;

/**
 * One message of a prompt.
 *
 * @param role who speaks
 * @param text what is said
 */
public record PromptMessage(Role role, String text) {
  /** Who speaks. */
  public enum Role {
    /** The instructions. */
    SYSTEM,
    /** The person who asks. */
    USER,
    /** The one who answers. */
    ASSISTANT
  }
}

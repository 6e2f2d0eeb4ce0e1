package ai.adjutant.gateway.prompt;

/**
 * Describes one message of a prompt.
 *
 * @param role who speaks
 * @param text what is said
 */
public record PromptMessage(Role role, String text) {
  /** States who speaks. */
  public enum Role {
    /** The instructions. */
    SYSTEM,
    /** The person who asks. */
    USER,
    /** The one who answers. */
    ASSISTANT
  }
}

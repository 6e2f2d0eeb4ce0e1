package ai.adjutant.gateway.tier;

/**
 * Describes one turn of a conversation.
 *
 * @param speaker who spoke
 * @param text what was said
 */
public record Turn(Speaker speaker, String text) {
  /** States who spoke. */
  public enum Speaker {
    /** The person who asks. */
    USER,
    /** The one who answers. */
    AGENT
  }
}

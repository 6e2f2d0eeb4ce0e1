package ai.adjutant.gateway.tier;

import java.util.Optional;

/**
 * Describes one turn of a conversation.
 *
 * @param speaker who spoke
 * @param text what was said
 * @param ended how the question before it ended, of a turn of the agent
 * @param source what the answer was about, of a turn of the agent; empty where it is not known
 */
public record Turn(Speaker speaker, String text, Ended ended, Optional<Source> source) {
  /** Describes a turn of which no more than the words are known. */
  public Turn(Speaker speaker, String text) {
    this(speaker, text, Ended.UNKNOWN, Optional.empty());
  }

  /** States who spoke. */
  public enum Speaker {
    /** The person who asks. */
    USER,
    /** The one who answers. */
    AGENT
  }

  /** States how a question ended. */
  public enum Ended {
    /** Nobody said. */
    UNKNOWN,
    /** It was answered. */
    ANSWERED,
    /** It was not. */
    REFUSED
  }

  /**
   * Describes the document that an answer cites first.
   *
   * @param document resource name; empty where it is not known
   * @param title its title
   */
  public record Source(String document, String title) {}
}

package ai.adjutant.gateway.tier;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A language model. Calls block within the caller's deadline; any thread may call. */
public interface Generator {
  /** Name of the model that would answer; empty when none is installed. */
  Optional<String> model();

  /**
   * Generates an answer.
   *
   * @param onText takes new text as it comes
   * @throws Failed when the model did not come to an end
   */
  Generated generate(List<Message> messages, Consumer<String> onText) throws Failed;

  /**
   * One message of the prompt.
   *
   * @param speaker who speaks
   * @param text what is said
   */
  record Message(Speaker speaker, String text) {}

  /** Who speaks. */
  enum Speaker {
    /** The house. */
    SYSTEM,
    /** The person. */
    USER,
    /** The model. */
    ASSISTANT
  }

  /**
   * What was generated.
   *
   * @param text the whole text
   * @param promptTokens tokens of the prompt
   * @param generatedTokens tokens of the text
   */
  record Generated(String text, int promptTokens, int generatedTokens) {}

  /** The model failed; the message says why, for people. */
  final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    /** A failure with its cause. */
    public Failed(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public String getMessage() {
      return Objects.requireNonNull(super.getMessage());
    }
  }
}

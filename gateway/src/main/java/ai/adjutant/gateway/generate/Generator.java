package ai.adjutant.gateway.generate;

import java.util.function.Consumer;

/** Calls language models. Calls block within the request's time; any thread may call. */
public interface Generator {
  /**
   * Generates text.
   *
   * @param onText takes new text as it comes, in order; a runtime exception that it throws ends the
   *     generation and passes through
   * @throws GenerationFailed when the model did not come to an end
   */
  Generated generate(GenerationRequest request, Consumer<String> onText) throws GenerationFailed;
}

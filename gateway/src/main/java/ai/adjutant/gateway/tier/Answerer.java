package ai.adjutant.gateway.tier;

import java.util.function.Consumer;

/**
 * Answers questions as one tier. Calls block within the request's deadline; any thread may call.
 *
 * <p>An expected end is a {@link TierResult}, a failure of the model or its service too. A runtime
 * exception means a bug, or comes from {@code onText} because the caller is gone.
 */
public interface Answerer {
  /** Returns which tier this is. */
  Tier tier();

  /**
   * Returns whether this tier can be asked for this request at all; cheap, without a call to a
   * service.
   */
  boolean offers(TierRequest request);

  /**
   * Answers a question from its passages.
   *
   * @param onText takes new text as it comes, in order, unchecked; the pieces together are the text
   *     of an {@link TierResult.Answered}. Not called with text that turns out to say only that the
   *     passages do not answer
   */
  TierResult answer(TierRequest request, Consumer<String> onText);
}

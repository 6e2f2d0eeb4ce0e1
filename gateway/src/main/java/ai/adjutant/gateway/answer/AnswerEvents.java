package ai.adjutant.gateway.answer;

import ai.adjutant.gateway.retrieve.Passage;
import java.util.List;

/** Takes events of an answer while it is made; called in the flow's thread, in order. */
public interface AnswerEvents {
  /** The passages that were found; once, first. */
  void retrieved(List<Passage> passages);

  /** New text, not yet checked. */
  void delta(String text);

  /**
   * The text so far is withdrawn; {@code text} stands now, empty where another tier begins anew.
   */
  void revised(String text, String reason);
}

package ai.adjutant.gateway.answer;

/**
 * The text that the caller has been sent. Withdraws it before another tier's text begins, so that
 * two answers never mix. Used by one thread.
 */
final class Draft {
  private final AnswerEvents events;
  private boolean shown;

  Draft(AnswerEvents events) {
    this.events = events;
  }

  void append(String text) {
    if (!text.isEmpty()) {
      shown = true;
      events.delta(text);
    }
  }

  void replace(String text, String reason) {
    shown = !text.isEmpty();
    events.revised(text, reason);
  }

  /** Withdraws what was sent; nothing happens where nothing was. */
  void withdraw(String reason) {
    if (shown) {
      replace("", reason);
    }
  }
}

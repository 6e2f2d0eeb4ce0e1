package ai.adjutant.gateway.dialogue;

import java.util.List;

/**
 * States what a question means after the turns before it.
 *
 * @param text the question as it would be asked alone
 * @param context what the search takes into account besides, oldest first
 */
public record Understood(String text, List<String> context) {
  /** Copies the context. */
  public Understood {
    context = List.copyOf(context);
  }
}

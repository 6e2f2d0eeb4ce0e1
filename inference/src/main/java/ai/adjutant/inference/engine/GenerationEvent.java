package ai.adjutant.inference.engine;

import java.util.List;

/** News of a generation. */
public sealed interface GenerationEvent {
  /**
   * New text, never a part of a character; empty while a character or a stop text is undecided.
   *
   * @param tokens the tokens behind it
   */
  record Text(String text, List<Integer> tokens) implements GenerationEvent {
    /** Copies the tokens. */
    public Text {
      tokens = List.copyOf(tokens);
    }
  }

  /** The end; the last event. */
  record Finished(Ending ending, Usage usage) implements GenerationEvent {}

  /** Why a generation ended. */
  enum Ending {
    /** The model ended it, or a stop text came. */
    STOP,
    /** The number of tokens asked for was reached, or the context is full. */
    LENGTH
  }
}

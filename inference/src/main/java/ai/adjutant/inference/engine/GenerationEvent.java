package ai.adjutant.inference.engine;

import java.util.List;

/** News of a generation. */
public sealed interface GenerationEvent {
  /**
   * New text, never a part of a character; empty while a character or a stop text is undecided.
   *
   * @param tokens the tokens behind it; several when the reader is slower than the model
   * @param logProbabilities natural, one a token, under the model's own distribution
   */
  record Text(String text, List<Integer> tokens, List<Double> logProbabilities)
      implements GenerationEvent {
    /** Copies the lists. */
    public Text {
      tokens = List.copyOf(tokens);
      logProbabilities = List.copyOf(logProbabilities);
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

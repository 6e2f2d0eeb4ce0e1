package ai.adjutant.retriever.read;

import java.util.List;

/**
 * Holds what was read and who read it.
 *
 * @param reader the model
 * @param passages one a passage, in order
 */
public record Readings(ReaderIdentity reader, List<PassageReading> passages) {
  /** Copies the list. */
  public Readings {
    passages = List.copyOf(passages);
  }
}

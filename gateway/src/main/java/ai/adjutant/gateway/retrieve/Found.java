package ai.adjutant.gateway.retrieve;

import java.util.List;

/**
 * What a search found.
 *
 * @param passages best first
 * @param terms the question after analysis
 * @param missing legs that could not search
 */
public record Found(List<Passage> passages, List<Term> terms, List<Missing> missing) {
  /** Copies the lists. */
  public Found {
    passages = List.copyOf(passages);
    terms = List.copyOf(terms);
    missing = List.copyOf(missing);
  }

  /**
   * A term of the question.
   *
   * @param text as indexed
   * @param idf inverse document frequency in the corpus
   * @param chunks in how many chunks it stands
   */
  public record Term(String text, double idf, long chunks) {}

  /**
   * Something that should have helped and could not.
   *
   * @param part its name, {@code VECTOR}
   * @param message why
   */
  public record Missing(String part, String message) {}
}

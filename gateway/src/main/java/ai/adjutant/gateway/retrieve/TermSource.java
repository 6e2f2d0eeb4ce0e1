package ai.adjutant.gateway.retrieve;

import java.time.Instant;

/** States where a term of a question comes from. */
public sealed interface TermSource {
  /**
   * A document explains it.
   *
   * @param chunk resource name of the chunk
   */
  record Document(String chunk) implements TermSource {}

  /**
   * A person added it to the corpus' list of terms.
   *
   * @param principal who
   * @param addTime when
   */
  record Person(String principal, Instant addTime) implements TermSource {}
}

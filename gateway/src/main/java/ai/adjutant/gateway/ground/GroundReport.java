package ai.adjutant.gateway.ground;

import java.util.List;

/**
 * Holds what a check found.
 *
 * @param support of each sentence, in order
 * @param reader how a reader took part
 */
public record GroundReport(List<Support> support, ReaderUse reader) {
  /** Copies the list. */
  public GroundReport {
    support = List.copyOf(support);
  }
}

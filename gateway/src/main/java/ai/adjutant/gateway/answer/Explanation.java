package ai.adjutant.gateway.answer;

import ai.adjutant.gateway.evidence.EvidenceModel;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.subject.SubjectVerdict;
import ai.adjutant.gateway.tier.ExplainedPart;
import java.util.List;

/**
 * Records how an answer came about.
 *
 * @param found what the search found, before any passage was left out
 * @param subject whether the documents speak of what the question is about
 * @param model what weighed the evidence
 * @param parts how each part of the question was answered; without a choice where no answer was
 *     sought in the documents' own words
 */
public record Explanation(
    SearchResult found, SubjectVerdict subject, EvidenceModel model, List<ExplainedPart> parts) {
  /** Copies the list. */
  public Explanation {
    parts = List.copyOf(parts);
  }
}

package ai.adjutant.gateway.escalation;

/**
 * States why an answer is what it is. Codes of outcomes other than ANSWERED stand last in an
 * answer's reasons; the contract says for each what a client should do next.
 */
public enum ReasonCode {
  /** The search found nothing: ask in other words. */
  NO_PASSAGES,
  /** What was found probably doesn't hold the answer: ask in other words, or a person. */
  EVIDENCE_BELOW_THRESHOLD,
  /** A leg of the search was missing, and the rest doesn't suffice: ask again later. */
  SEARCH_DEGRADED,
  /** The language model says that the passages do not answer: ask in other words, or a person. */
  MODEL_ABSTAINED,
  /** A tier failed; another one answered unless the outcome says otherwise. */
  TIER_FAILED,
  /** No sentence of a model's answer stood in the documents; another tier was asked. */
  GROUND_CHECK_FAILED,
  /** Sentences that the documents do not hold were dropped from the answer. */
  SENTENCES_DROPPED,
  /** No tier is left that could answer: ask a person. */
  NO_TIER_LEFT,
  /** An identifier of the question stands in no document: ask for one that exists. */
  IDENTIFIER_NOT_FOUND,
  /** The documents speak of siblings of what is asked for: ask for one that exists. */
  SUBJECT_NOT_FOUND,
  /**
   * A word that no document holds was read as one that is spelt nearly like it: look whether it is
   * meant.
   */
  SPELLING_ASSUMED,
  /** Two documents in force contradict each other: the answer gives the newer one's words first. */
  CONFLICTING_SOURCES,
  /** Only the corpus' list of terms knows what is asked for: load a document that explains it. */
  ONLY_LISTED,
  /** The corpus' list of terms has another meaning than the documents: correct one of the two. */
  LISTED_OTHERWISE
}

package ai.adjutant.gateway.escalation;

/** States how a question ended. */
public enum Outcome {
  /** It was answered from the documents. */
  ANSWERED,
  /** The documents do not hold the answer; every part of the search took part in this finding. */
  NOT_IN_DOCUMENTS,
  /** Somebody was notified and takes over. */
  HANDED_OFF,
  /** The documents may hold the answer, and no tier could give it. */
  NOT_ANSWERED,
  /** It can't be known at the moment, because a part of the search is missing. */
  UNAVAILABLE
}

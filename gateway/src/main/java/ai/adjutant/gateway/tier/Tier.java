package ai.adjutant.gateway.tier;

/** States who can answer, in the order of escalation. */
public enum Tier {
  /** Sentences of the documents, verbatim. */
  EXTRACTIVE,
  /** The small language model. */
  SLM,
  /** The large language model. */
  LLM,
  /** A person. */
  PERSON
}

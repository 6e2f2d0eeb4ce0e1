package ai.adjutant.gateway.ladder;

/** Who can answer, cheapest first. */
public enum Rung {
  /** Sentences of the documents, verbatim. */
  EXTRACTIVE,
  /** The small language model. */
  SLM,
  /** The large language model. */
  LLM,
  /** A person. */
  PERSON
}

package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.tier.ExplainedPart;

/** Takes what decides about one part of a question, while it is computed. Used by one thread. */
interface Recorder {
  /** Drops everything. */
  Recorder NONE = new Recorder() {};

  /** A rule fired for the stretch or procedure that is scored next; returns its factor. */
  default double fired(String rule, double factor) {
    return factor;
  }

  /** How many stretches are scored, and how many were left out for a sibling of the subject. */
  default void considers(int scored, int siblings) {}

  /** A stretch was scored. */
  default void stretch(Candidate candidate, Parts parts, double score) {}

  /** A procedure was scored. */
  default void procedure(Procedure procedure, Parts parts, double score) {}

  /** A unit was chosen. */
  default void chose(ExplainedPart.Rule rule, Unit unit, String shortAnswer) {}

  /** Nothing more comes. */
  default void end() {}

  /** What a score is made of before the rules. */
  record Parts(double cosine, double words, double passage) {}
}

package ai.adjutant.tuner.pairs;

import java.util.Optional;
import java.util.Random;

/** A rule that turns a question into one that its passage does not answer. */
interface Alteration {
  /**
   * What it made.
   *
   * @param kind of the rule
   * @param text of the new question or statement
   * @param was the stretch that is replaced
   * @param now what stands instead, and nowhere in the passage
   */
  record Altered(String kind, String text, String was, String now) {}

  /** Alters a question on a passage, where the rule applies. */
  Optional<Altered> alter(String question, String passage, Random random);
}

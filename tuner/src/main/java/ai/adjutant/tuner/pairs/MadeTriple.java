package ai.adjutant.tuner.pairs;

import ai.adjutant.tuner.triples.Triple;

/**
 * A question that was made, or taken as it was.
 *
 * @param kind of the rule; {@code original} where none changed it
 * @param pair rows that share every word but the matter have the same; 0 for none
 * @param license of the passage; empty where it was made here
 */
record MadeTriple(Triple triple, String kind, long pair, String license) {
  static final String ORIGINAL = "original";
}

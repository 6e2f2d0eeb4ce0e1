package ai.adjutant.tuner.pairs;

import ai.adjutant.tuner.triples.Claim;

/**
 * A claim that was made by a rule or taken from a set.
 *
 * @param kind of the rule
 * @param source name of the set that the passage comes from
 * @param license of the passage; empty where it was made here
 */
record MadeClaim(Claim claim, String kind, String source, String license) {}

package ai.adjutant.architecture.bad.statistics;

import ai.adjutant.architecture.bad.gateway.answer.Answers;

/** Statistics that know what is counted. */
public record Share(Answers answers) {}

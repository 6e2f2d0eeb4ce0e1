package ai.adjutant.architecture.bad.text;

import ai.adjutant.architecture.bad.gateway.answer.Answers;

/** Text that depends on another package of the platform. */
public record Words(Answers answers) {}

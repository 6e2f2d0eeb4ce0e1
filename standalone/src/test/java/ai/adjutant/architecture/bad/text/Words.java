package ai.adjutant.architecture.bad.text;

import ai.adjutant.architecture.bad.gateway.answer.Answers;

/** Text that knows the house. */
public record Words(Answers answers) {}

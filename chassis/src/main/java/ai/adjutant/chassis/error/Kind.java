package ai.adjutant.chassis.error;

/** Whose fault a failure is and what a caller may do about it; one canonical gRPC status each. */
public enum Kind {
  /** The request can't be right, whatever the state of the service. */
  INVALID_ARGUMENT,
  /** What was named does not exist. */
  NOT_FOUND,
  /** What should be created exists. */
  ALREADY_EXISTS,
  /** The state of the service forbids it; retrying does not help until that changes. */
  FAILED_PRECONDITION,
  /** A bound was reached; retry later or ask for less. */
  RESOURCE_EXHAUSTED,
  /** The caller has not shown who it is, or not so that it can be believed. */
  UNAUTHENTICATED,
  /** The caller may not do this. */
  PERMISSION_DENIED,
  /** Somebody else got there first; retry the whole operation. */
  ABORTED,
  /** The caller gave up. */
  CANCELLED,
  /** The time given was not enough. */
  DEADLINE_EXCEEDED,
  /** A service or part is not there at the moment; retry with a pause. */
  UNAVAILABLE,
  /** Our own fault. */
  INTERNAL
}

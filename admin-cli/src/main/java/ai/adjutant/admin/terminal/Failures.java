package ai.adjutant.admin.terminal;

import io.grpc.Status;

/** gRPC status to exit codes. */
public final class Failures {
  private Failures() {}

  /** How a command ends that a service answered with this status. */
  public static ExitCode exit(Status.Code code) {
    return switch (code) {
      case OK -> ExitCode.DONE;
      case INVALID_ARGUMENT, ALREADY_EXISTS, FAILED_PRECONDITION, OUT_OF_RANGE ->
          ExitCode.INPUT_REFUSED;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, ABORTED -> ExitCode.NOT_AVAILABLE;
      case PERMISSION_DENIED, UNAUTHENTICATED -> ExitCode.NOT_ALLOWED;
      case CANCELLED -> ExitCode.INTERRUPTED;
      case UNKNOWN, UNIMPLEMENTED, INTERNAL, DATA_LOSS -> ExitCode.BUG;
    };
  }
}

package ai.adjutant.admin.terminal;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.PeerFailure;
import ai.adjutant.chassis.transport.Statuses;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/** What a command makes of a gRPC status. */
public final class Failures {
  private Failures() {}

  /** How a command ends that a service answered with this status. */
  public static ExitCode exit(Status.Code code) {
    return switch (code) {
      case OK -> ExitCode.DONE;
      case INVALID_ARGUMENT, ALREADY_EXISTS, FAILED_PRECONDITION, OUT_OF_RANGE ->
          ExitCode.INPUT_REFUSED;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      // that a user ended a command is handled elsewhere: here the server cancelled
      case UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, ABORTED, CANCELLED ->
          ExitCode.NOT_AVAILABLE;
      case PERMISSION_DENIED, UNAUTHENTICATED -> ExitCode.NOT_ALLOWED;
      case UNKNOWN, UNIMPLEMENTED, INTERNAL, DATA_LOSS -> ExitCode.BUG;
    };
  }

  /**
   * What is said of a call that failed.
   *
   * @param server HOST:PORT that was asked
   */
  public static Complaint complaint(StatusRuntimeException failure, String server) {
    Status status = failure.getStatus();
    Optional<PeerFailure> transport = PeerFailure.of(failure);
    if (transport.isPresent()) {
      return new Complaint(
          transport.get().isRefusal() ? ExitCode.INPUT_REFUSED : ExitCode.NOT_AVAILABLE,
          words(transport.get(), server));
    }
    String description = status.getDescription();
    return new Complaint(
        exit(status.getCode()),
        Statuses.errorInfo(failure).map(ErrorInfo::getReason),
        description == null ? "the server answered " + status.getCode() : description);
  }

  private static String words(PeerFailure failure, String server) {
    return switch (failure) {
      case UNREACHABLE ->
          "no server at "
              + server
              + "; start one with './adjutant serve', or name another with --server";
      case LOST ->
          "the server at "
              + server
              + " ended the connection: it was stopped, or is restarting; try again when it serves";
      case FOREIGN ->
          "what answers at "
              + server
              + " is not Adjutant's gRPC port; name that with --server, its HTTP port is for"
              + " /health and /metrics only";
      case UNTRUSTED -> "no protected connection to the server at " + server;
      case TIMEOUT -> "the server at " + server + " did not answer in time; try again later";
      case MESSAGE_TOO_LARGE ->
          "what was sent or asked for is larger than the "
              + Channels.MESSAGE_BYTES_MAX / (1024 * 1024)
              + " MiB that a message may have; send or ask for less at once";
      case METADATA_TOO_LARGE -> "the metadata of the call are larger than the server takes";
    };
  }
}

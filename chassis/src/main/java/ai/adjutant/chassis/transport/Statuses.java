package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Kind;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;

/** Errors of the house as gRPC status with details, and back. */
public final class Statuses {
  /** Domain of every ErrorInfo. */
  public static final String DOMAIN = "adjutant";

  /** Pause that is asked of callers before they retry. */
  private static final int RETRY_SECONDS = 1;

  /** Longest message of a status, in UTF-16 code units. */
  private static final int MESSAGE_CHARACTERS_MAX = 1_000;

  private Statuses() {}

  /** The status of a failure, with {@code google.rpc.ErrorInfo} and, where it helps, RetryInfo. */
  public static StatusRuntimeException of(AdjutantException failure) {
    ErrorInfo info =
        ErrorInfo.newBuilder()
            .setDomain(DOMAIN)
            .setReason(failure.reason().name())
            .putAllMetadata(failure.details())
            .build();
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder()
            .setCode(code(failure.reason().kind()).value())
            .setMessage(brief(failure.getMessage()))
            .addDetails(Any.pack(info));
    Kind kind = failure.reason().kind();
    if (kind == Kind.RESOURCE_EXHAUSTED || kind == Kind.UNAVAILABLE) {
      RetryInfo retry =
          RetryInfo.newBuilder()
              .setRetryDelay(Duration.newBuilder().setSeconds(RETRY_SECONDS))
              .build();
      status.addDetails(Any.pack(retry));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  /** Trailers have a bound of 8 KiB with most peers, and a message stands in them twice. */
  private static String brief(String message) {
    return message.length() <= MESSAGE_CHARACTERS_MAX
        ? message
        : message.substring(0, MESSAGE_CHARACTERS_MAX) + "…";
  }

  /** The ErrorInfo that a service of the house attached, if any. */
  public static Optional<ErrorInfo> errorInfo(Throwable failure) {
    com.google.rpc.Status status = StatusProto.fromThrowable(failure);
    if (status == null) {
      return Optional.empty();
    }
    for (Any detail : status.getDetailsList()) {
      if (detail.is(ErrorInfo.class)) {
        try {
          ErrorInfo info = detail.unpack(ErrorInfo.class);
          if (info.getDomain().equals(DOMAIN)) {
            return Optional.of(info);
          }
        } catch (InvalidProtocolBufferException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** The status that a throwable carries; UNKNOWN where it carries none. */
  public static Status status(Throwable failure) {
    return switch (failure) {
      case StatusRuntimeException e -> e.getStatus();
      case StatusException e -> e.getStatus();
      default -> Status.UNKNOWN.withDescription(failure.getMessage()).withCause(failure);
    };
  }

  private static Status.Code code(Kind kind) {
    return switch (kind) {
      case INVALID_ARGUMENT -> Status.Code.INVALID_ARGUMENT;
      case NOT_FOUND -> Status.Code.NOT_FOUND;
      case ALREADY_EXISTS -> Status.Code.ALREADY_EXISTS;
      case FAILED_PRECONDITION -> Status.Code.FAILED_PRECONDITION;
      case RESOURCE_EXHAUSTED -> Status.Code.RESOURCE_EXHAUSTED;
      case PERMISSION_DENIED -> Status.Code.PERMISSION_DENIED;
      case ABORTED -> Status.Code.ABORTED;
      case CANCELLED -> Status.Code.CANCELLED;
      case DEADLINE_EXCEEDED -> Status.Code.DEADLINE_EXCEEDED;
      case UNAVAILABLE -> Status.Code.UNAVAILABLE;
      case INTERNAL -> Status.Code.INTERNAL;
    };
  }
}

package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Kind;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Errors of the platform as gRPC status with details, and back. */
public final class Statuses {
  /** Domain of every ErrorInfo. */
  public static final String DOMAIN = "adjutant";

  /** Where gRPC carries a {@code google.rpc.Status}. */
  static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  /** Message and details travel in trailers, of which many clients read no more than 8 KiB. */
  private static final int MESSAGE_CHARS_MAX = 2_000;

  /** Other characters take up to nine bytes each once encoded, and are in the details again. */
  private static final int MESSAGE_WIDE_CHARS_MAX = 400;

  private static final int DETAIL_CHARS_MAX = 100;

  /** Pause that is asked of callers before they retry. */
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  private Statuses() {}

  /** The status of a failure, with {@code google.rpc.ErrorInfo} and, where it helps, RetryInfo. */
  public static StatusRuntimeException of(AdjutantException failure) {
    return of(failure, RETRY_PAUSE);
  }

  /**
   * Returns the same for a failure of which it is known when a retry may help.
   *
   * @param pause before a retry; said only where retrying helps at all
   */
  public static StatusRuntimeException of(AdjutantException failure, Duration pause) {
    ErrorInfo info =
        ErrorInfo.newBuilder()
            .setDomain(DOMAIN)
            .setReason(failure.reason().name())
            .putAllMetadata(brief(failure.details()))
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
              .setRetryDelay(
                  com.google.protobuf.Duration.newBuilder()
                      .setSeconds(pause.getSeconds())
                      .setNanos(pause.getNano()))
              .build();
      status.addDetails(Any.pack(retry));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static Map<String, String> brief(Map<String, String> details) {
    return details.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> brief(e.getValue(), DETAIL_CHARS_MAX)));
  }

  private static String brief(String message) {
    boolean ascii = message.chars().allMatch(c -> c < 128);
    return brief(message, ascii ? MESSAGE_CHARS_MAX : MESSAGE_WIDE_CHARS_MAX);
  }

  /** Cuts the middle out of a text: its beginning says what is wrong, its end how to mend it. */
  private static String brief(String text, int charsMax) {
    if (text.length() <= charsMax) {
      return text;
    }
    int tail = charsMax / 2;
    int head = charsMax - tail - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(head - 1)) ? head - 1 : head)
        + "…"
        + text.substring(
            Character.isLowSurrogate(text.charAt(text.length() - tail))
                ? text.length() - tail + 1
                : text.length() - tail);
  }

  /** The ErrorInfo that a service of the platform attached, if any. */
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

  /**
   * The code that a caller sees of a call that is closed with this status: handlers close with what
   * they caught as the cause, which is mapped on the way out.
   */
  public static Status.Code seenByCallers(Status closed) {
    return switch (closed.getCause()) {
      case null -> closed.getCode();
      case AdjutantException known -> code(known.reason().kind());
      case StatusRuntimeException remote when remote.getStatus().getCode() != Status.Code.UNKNOWN ->
          remote.getStatus().getCode();
      default -> closed.isOk() ? Status.Code.OK : Status.Code.INTERNAL;
    };
  }

  private static Status.Code code(Kind kind) {
    return switch (kind) {
      case INVALID_ARGUMENT -> Status.Code.INVALID_ARGUMENT;
      case NOT_FOUND -> Status.Code.NOT_FOUND;
      case ALREADY_EXISTS -> Status.Code.ALREADY_EXISTS;
      case FAILED_PRECONDITION -> Status.Code.FAILED_PRECONDITION;
      case RESOURCE_EXHAUSTED -> Status.Code.RESOURCE_EXHAUSTED;
      case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
      case PERMISSION_DENIED -> Status.Code.PERMISSION_DENIED;
      case ABORTED -> Status.Code.ABORTED;
      case CANCELLED -> Status.Code.CANCELLED;
      case DEADLINE_EXCEEDED -> Status.Code.DEADLINE_EXCEEDED;
      case UNAVAILABLE -> Status.Code.UNAVAILABLE;
      case INTERNAL -> Status.Code.INTERNAL;
    };
  }
}

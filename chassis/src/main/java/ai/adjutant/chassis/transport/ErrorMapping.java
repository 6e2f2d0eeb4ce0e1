package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.context.RequestContext;
import ai.adjutant.chassis.error.AdjutantException;
import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what handlers throw, or close a call with, into a status with details, once. A bug becomes
 * INTERNAL with an id that is in the log beside the stack trace; the caller never sees more.
 */
final class ErrorMapping implements ServerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(ErrorMapping.class);

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Context request = Context.current(); // handlers may close a call in a thread of their own
    ServerCall<Q, R> mapped =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            Throwable cause = status.getCause();
            if (!status.isOk() && cause != null) {
              StatusRuntimeException known = map(cause, call, request);
              Metadata details = known.getTrailers();
              super.close(known.getStatus(), details == null ? new Metadata() : details);
            } else {
              super.close(status, trailers);
            }
          }
        };
    return new Guarded<>(next.startCall(mapped, headers), mapped);
  }

  private static StatusRuntimeException map(
      Throwable failure, ServerCall<?, ?> call, Context request) {
    Context before = request.attach();
    try {
      return map(failure, call);
    } finally {
      request.detach(before);
    }
  }

  private static StatusRuntimeException map(Throwable failure, ServerCall<?, ?> call) {
    if (failure instanceof AdjutantException known) {
      if (known.getCause() != null && !RequestContext.isAbandoned()) {
        log.warn("{}: {}", known.reason().name(), known.getMessage(), known.getCause());
      }
      return Statuses.of(known);
    }
    if (failure instanceof StatusRuntimeException remote
        && (StatusProto.fromThrowable(remote) != null
            || remote.getStatus().getCode() != Status.Code.UNKNOWN)) {
      return remote;
    }
    if (RequestContext.isAbandoned()) {
      return Status.CANCELLED.withDescription("the caller gave up").asRuntimeException();
    }
    String id = UUID.randomUUID().toString();
    log.error("bug {} in {}", id, call.getMethodDescriptor().getFullMethodName(), failure);
    return Status.INTERNAL
        .withDescription("Adjutant failed by a fault of its own; the service's log has it as " + id)
        .asRuntimeException();
  }

  /**
   * Handlers may throw instead of answering; that must close the call, not kill it without a word.
   */
  private static final class Guarded<Q, R> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, R> call;
    private boolean closed;

    Guarded(ServerCall.Listener<Q> delegate, ServerCall<Q, R> call) {
      super(delegate);
      this.call = call;
    }

    @Override
    public void onMessage(@Nullable Q message) {
      guard(() -> super.onMessage(checked(message)));
    }

    @Override
    public void onHalfClose() {
      guard(super::onHalfClose);
    }

    @Override
    public void onReady() {
      guard(super::onReady);
    }

    private Q checked(@Nullable Q message) {
      if (message == null) { // RequestParsing could not read it
        String method = call.getMethodDescriptor().getFullMethodName();
        log.warn("a request can't be read: method={}", method);
        throw new AdjutantException(
            TransportReason.MALFORMED_REQUEST,
            "the request is no message of "
                + method
                + ": its bytes don't follow the contract; generate the client from the proto files"
                + " of this version");
      }
      return message;
    }

    private void guard(Runnable step) {
      if (closed) {
        return;
      }
      try {
        step.run();
      } catch (RuntimeException | Error e) {
        closed = true;
        call.close(Status.UNKNOWN.withCause(e), new Metadata());
      }
    }
  }
}

package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.context.IdSource;
import ai.adjutant.chassis.context.RequestContext;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/**
 * Gives each call its {@link RequestContext}. At the edge the caller may bring a request id and a
 * trace only; what it says of principal and tenant is dropped. Behind the edge all of it is read
 * from the metadata that the calling service wrote.
 */
final class ContextEntry implements ServerInterceptor {
  private final Exposure exposure;
  private final IdSource ids;

  ContextEntry(Exposure exposure, IdSource ids) {
    this.exposure = exposure;
    this.ids = ids;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return switch (exposure) {
      case EDGE -> {
        RequestContext context = ContextHeaders.enter(headers, ids);
        ContextHeaders.write(context, headers); // forged ones are gone for all who read them
        yield Contexts.interceptCall(
            context.in(Context.current()), echoing(call, context), headers, next);
      }
      case INTERNAL -> internal(call, headers, next);
    };
  }

  private <Q, R> ServerCall.Listener<Q> internal(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    try {
      RequestContext context = ContextHeaders.read(headers, ids);
      return Contexts.interceptCall(context.in(Context.current()), call, headers, next);
    } catch (IllegalArgumentException e) {
      call.close(
          Status.INVALID_ARGUMENT.withDescription(
              "the metadata of the call names " + e.getMessage()),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }

  /** Returns to the caller the id under which the logs name its request. */
  private static <Q, R> ServerCall<Q, R> echoing(ServerCall<Q, R> call, RequestContext context) {
    return new SimpleForwardingServerCall<>(call) {
      private boolean sent;

      @Override
      public void sendHeaders(Metadata headers) {
        sent = true;
        ContextHeaders.set(headers, ContextHeaders.REQUEST_ID, context.requestId());
        super.sendHeaders(headers);
      }

      @Override
      public void close(Status status, Metadata trailers) {
        if (!sent) {
          ContextHeaders.set(trailers, ContextHeaders.REQUEST_ID, context.requestId());
        }
        super.close(status, trailers);
      }
    };
  }
}

package ai.adjutant.gateway.service;

import ai.adjutant.chassis.context.RequestContext;
import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.gateway.access.AccessControl;
import ai.adjutant.gateway.access.Admission;
import ai.adjutant.gateway.access.RetryLater;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * Lets a call through when its key permits it, and writes who calls into the request's context. The
 * key itself goes no further.
 */
public final class AccessInterceptor implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final AccessControl control;

  /** Admits by this control. */
  public AccessInterceptor(AccessControl control) {
    this.control = control;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String authorization = headers.get(AUTHORIZATION);
    headers.discardAll(AUTHORIZATION);
    Admission admission;
    try {
      admission = control.admit(call.getMethodDescriptor().getFullMethodName(), authorization);
    } catch (AdjutantException e) {
      return refuse(call, Statuses.of(e));
    } catch (RetryLater e) {
      return refuse(call, Statuses.of(e.reason(), e.pause()));
    }
    try {
      return new Ending<>(
          Contexts.interceptCall(
              context(admission), new EndingCall<>(call, admission), headers, next),
          admission);
    } catch (RuntimeException | Error e) {
      admission.end();
      throw e;
    }
  }

  private static Context context(Admission admission) {
    Context current = Context.current();
    return RequestContext.current()
        .flatMap(request ->
            admission
                .principal()
                .map(principal ->
                    new RequestContext(
                            request.requestId(), principal, request.tenant(), request.trace())
                        .in(current)))
        .orElse(current);
  }

  private static <Q> ServerCall.Listener<Q> refuse(
      ServerCall<Q, ?> call, StatusRuntimeException failure) {
    Metadata details = failure.getTrailers();
    call.close(failure.getStatus(), details == null ? new Metadata() : details);
    return new ServerCall.Listener<>() {};
  }

  /** Gives back the call's part before the caller sees the end and makes the next call. */
  private static final class EndingCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final Admission admission;

    EndingCall(ServerCall<Q, R> delegate, Admission admission) {
      super(delegate);
      this.admission = admission;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      admission.end();
      super.close(status, trailers);
    }
  }

  /** Hears of a call that the caller ended. */
  private static final class Ending<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Admission admission;

    Ending(ServerCall.Listener<Q> delegate, Admission admission) {
      super(delegate);
      this.admission = admission;
    }

    @Override
    public void onCancel() {
      admission.end();
      super.onCancel();
    }
  }
}

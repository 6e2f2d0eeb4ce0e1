package ai.adjutant.chassis.transport;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Marks, for as long as gRPC is within a callback of a call, the thread as that call's. gRPC makes
 * the callbacks of one call one after another, so whoever waits in one for another (that the client
 * is ready, or gone) waits for ever. {@link BlockingStreamObserver} asks here and refuses.
 */
final class CallbackScope implements ServerInterceptor {
  private static final ScopedValue<Object> CALL = ScopedValue.newInstance();

  /** A call, distinct from every other, or that of no callback at all. */
  static final Object NONE = new Object();

  /** The call in whose callback this thread is; {@link #NONE} outside of callbacks. */
  static Object current() {
    return CALL.orElse(NONE);
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new Marked<>(
        call, ScopedValue.where(CALL, call).call(() -> next.startCall(call, headers)));
  }

  /** Marks each callback. */
  private static final class Marked<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Object call;

    Marked(Object call, ServerCall.Listener<Q> delegate) {
      super(delegate);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      within(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      within(super::onHalfClose);
    }

    @Override
    public void onReady() {
      within(super::onReady);
    }

    @Override
    public void onCancel() {
      within(super::onCancel);
    }

    @Override
    public void onComplete() {
      within(super::onComplete);
    }

    private void within(Runnable callback) {
      ScopedValue.where(CALL, call).run(callback);
    }
  }
}

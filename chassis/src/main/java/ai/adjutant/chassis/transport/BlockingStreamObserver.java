package ai.adjutant.chassis.transport;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A response stream that blocks its writer while the client reads slowly, so that a slow client
 * costs a parked virtual thread and not memory. Create it in the handler's own thread, before the
 * handler returns. Any one thread may write, but never within a callback of the same call, the
 * handler included: gRPC would report in vain that the client is ready. Start a thread instead.
 */
public final class BlockingStreamObserver<T> {
  /** How long a writer waits for a client that reads nothing. */
  private static final long STALL_SECONDS_MAX = 60;

  /**
   * How often it looks whether the client can take more. Its report comes in the thread of the
   * call's callbacks, and one of these may be waiting for what sends: a load whose queue is full.
   */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ServerCallStreamObserver<T> serverCall;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Object call = CallbackScope.current();

  /** Wraps the observer that gRPC gave the handler. */
  public BlockingStreamObserver(StreamObserver<T> observer) {
    serverCall = (ServerCallStreamObserver<T>) observer;
    serverCall.setOnReadyHandler(this::wake);
    serverCall.setOnCancelHandler(this::wake);
  }

  /**
   * Sends one message as soon as the client can take it.
   *
   * @throws io.grpc.StatusRuntimeException CANCELLED when the client is gone, DEADLINE_EXCEEDED
   *     when it reads nothing
   * @throws IllegalStateException within a callback of the same call
   */
  public void send(T message) {
    if (call != CallbackScope.NONE && call == CallbackScope.current()) {
      throw new IllegalStateException("a blocking send within a callback of its own call");
    }
    awaitReady();
    serverCall.onNext(message);
  }

  /** Ends the stream well. */
  public void complete() {
    if (!serverCall.isCancelled()) {
      serverCall.onCompleted();
    }
  }

  /** Ends the stream with a failure, mapped like a thrown one. */
  public void fail(Throwable failure) {
    if (!serverCall.isCancelled()) {
      serverCall.onError(Status.UNKNOWN.withCause(failure).asRuntimeException());
    }
  }

  /** True when the client is gone. */
  public boolean isCancelled() {
    return serverCall.isCancelled();
  }

  private void awaitReady() {
    lock.lock();
    try {
      long nanos = TimeUnit.SECONDS.toNanos(STALL_SECONDS_MAX);
      while (!serverCall.isReady() && !serverCall.isCancelled()) {
        if (nanos <= 0) {
          throw Status.DEADLINE_EXCEEDED
              .withDescription("the client read nothing for " + STALL_SECONDS_MAX + " s")
              .asRuntimeException();
        }
        long slice = Math.min(nanos, LOOK_NANOS);
        nanos += changed.awaitNanos(slice) - slice;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Status.CANCELLED.withDescription("interrupted").asRuntimeException();
    } finally {
      lock.unlock();
    }
    if (serverCall.isCancelled()) {
      throw Status.CANCELLED.withDescription("the client is gone").asRuntimeException();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

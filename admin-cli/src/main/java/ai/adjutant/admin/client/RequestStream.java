package ai.adjutant.admin.client;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of requests, sent while the server can take them: the sender waits when the server is
 * busy, so that nothing heaps up here. One thread sends; responses are received in gRPC's thread,
 * one at a time.
 */
public final class RequestStream<Q, R> implements ClientResponseObserver<Q, R> {
  private final Consumer<R> listener;
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable ClientCallStreamObserver<Q> call;

  /** A stream whose responses this listener receives; hand it to a stub's method before sending. */
  public RequestStream(Consumer<R> listener) {
    this.listener = listener;
  }

  /** Whether the server has ended the call, well or not. */
  public boolean ended() {
    return ended.isDone();
  }

  /** Sends, as soon as the server can take it; does nothing once the server has ended the call. */
  public void send(Q request) {
    lock.lock();
    try {
      while (!ended.isDone() && (call == null || !call.isReady())) {
        changed.await();
      }
      if (!ended.isDone() && call != null) {
        call.onNext(request);
      }
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says that nothing more comes and waits until the server has ended the call.
   *
   * @throws StatusRuntimeException when it ended with an error
   */
  public void finish() {
    ClientCallStreamObserver<Q> stream = call;
    if (stream != null && !ended.isDone()) {
      stream.onCompleted();
    }
    try {
      ended.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StatusRuntimeException remote
          ? remote
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static CommandFailure interrupted() {
    Thread.currentThread().interrupt();
    return new CommandFailure(ExitCode.INTERRUPTED, "interrupted; what was acknowledged stays");
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> stream) {
    call = stream;
    stream.setOnReadyHandler(this::wake);
  }

  @Override
  public void onNext(R response) {
    listener.accept(response);
  }

  @Override
  public void onError(Throwable failure) {
    ended.completeExceptionally(failure);
    wake();
  }

  @Override
  public void onCompleted() {
    ended.complete(true);
    wake();
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

package ai.adjutant.admin.bench;

import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.Usage;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Listens to one stream and notes when its tokens come. gRPC's thread writes; the trace is handed
 * over at the end.
 */
final class Stream implements StreamObserver<GenerateResponse> {
  private final long startNanos = System.nanoTime();
  private final int tokensMax;
  private final List<Long> tokenNanos;
  private final CompletableFuture<Trace> trace = new CompletableFuture<>();
  private Usage usage = Usage.getDefaultInstance();

  /** A stream that starts now and brings at most so many tokens; more are not counted. */
  Stream(int tokensMax) {
    this.tokensMax = tokensMax;
    tokenNanos = new ArrayList<>(tokensMax);
  }

  /** What it saw, once it has ended. */
  CompletableFuture<Trace> trace() {
    return trace;
  }

  @Override
  public void onNext(GenerateResponse event) {
    long now = System.nanoTime();
    if (event.hasFinish()) {
      usage = event.getFinish().getUsage();
      return;
    }
    for (int i = 0; i < event.getDelta().getTokenIdsCount() && tokenNanos.size() < tokensMax; i++) {
      tokenNanos.add(now);
    }
  }

  @Override
  public void onError(Throwable failure) {
    trace.completeExceptionally(failure);
  }

  @Override
  public void onCompleted() {
    trace.complete(new Trace(startNanos, tokenNanos, usage));
  }
}

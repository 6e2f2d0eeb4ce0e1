package ai.adjutant.inference.service;

import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One generation under way, of many; what comes is kept. */
final class Call implements ClientResponseObserver<GenerateRequest, GenerateResponse> {
  private final boolean slow;
  private final CompletableFuture<GenerateResponse> first = new CompletableFuture<>();
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();

  /** Written by gRPC, one call at a time; read behind the futures. */
  private final List<GenerateResponse> events = new ArrayList<>();

  private final CompletableFuture<ClientCallStreamObserver<GenerateRequest>> stream =
      new CompletableFuture<>();

  private Call(boolean slow) {
    this.slow = slow;
  }

  /** Asks, and takes all that comes. */
  static Call begin(GenerateRequest request, Channel channel) {
    return start(new Call(false), request, channel);
  }

  /** Asks, takes one message and then no other before {@link #readOn}. */
  static Call beginSlowly(GenerateRequest request, Channel channel) {
    return start(new Call(true), request, channel);
  }

  private static Call start(Call call, GenerateRequest request, Channel channel) {
    GenerationServiceGrpc.newStub(channel).generate(request, call);
    return call;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<GenerateRequest> requests) {
    stream.complete(requests);
    if (slow) {
      requests.disableAutoRequestWithInitial(1);
    }
  }

  @Override
  public void onNext(GenerateResponse event) {
    events.add(event);
    first.complete(event);
  }

  @Override
  public void onError(Throwable failure) {
    first.completeExceptionally(failure);
    answer.completeExceptionally(failure);
  }

  @Override
  public void onCompleted() {
    answer.complete(Answer.of(events));
  }

  /** Waits until something came. */
  void awaitFirst() {
    first.join();
  }

  /** Takes all the rest. */
  void readOn() {
    stream.join().request(Integer.MAX_VALUE);
  }

  /** Gives up. */
  void cancel() {
    stream.join().cancel("the test had enough", null);
  }

  boolean ended() {
    return answer.isDone();
  }

  /** Waits for the whole answer. */
  Answer await() {
    return answer.join();
  }

  /** Waits for the end, which must be a failure. */
  StatusRuntimeException awaitFailure() throws InterruptedException {
    try {
      throw new AssertionError("answered " + answer.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StatusRuntimeException status) {
        return status;
      }
      throw new AssertionError(e.getCause());
    }
  }
}

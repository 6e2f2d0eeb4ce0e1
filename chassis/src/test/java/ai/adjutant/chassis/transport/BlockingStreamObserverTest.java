package ai.adjutant.chassis.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Responses at the pace of their reader, over a real socket. */
@Timeout(60)
final class BlockingStreamObserverTest {
  private static final int MESSAGES = 400;
  private static final LoadDocumentsResponse LARGE =
      LoadDocumentsResponse.newBuilder()
          .setProgress(Load.newBuilder().setName("x".repeat(64 * 1024)))
          .build();

  /** Where messages are sent. */
  private enum Place {
    CALLBACK,
    THREAD,
    /** In a thread that the callback waits for. */
    AWAITED_THREAD
  }

  /** Sends to its client what a test says, in the thread that the test says. */
  private static final class Sending extends DocumentServiceGrpc.DocumentServiceImplBase {
    private final Place place;
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
    private final AtomicInteger sent = new AtomicInteger();

    Sending(Place place) {
      this.place = place;
    }

    @Override
    public StreamObserver<LoadDocumentsRequest> loadDocuments(
        StreamObserver<LoadDocumentsResponse> observer) {
      BlockingStreamObserver<LoadDocumentsResponse> stream = new BlockingStreamObserver<>(observer);
      return new StreamObserver<>() {
        @Override
        public void onNext(LoadDocumentsRequest frame) {
          switch (place) {
            case CALLBACK -> send(stream);
            case THREAD -> Thread.ofVirtual().start(() -> send(stream));
            case AWAITED_THREAD -> {
              Thread.ofVirtual().start(() -> send(stream));
              ended.join();
            }
          }
        }

        @Override
        public void onError(Throwable gone) {}

        @Override
        public void onCompleted() {}
      };
    }

    private void send(BlockingStreamObserver<LoadDocumentsResponse> stream) {
      try {
        for (int i = 0; i < MESSAGES; i++) {
          stream.send(LARGE);
          sent.incrementAndGet();
        }
        stream.complete();
        ended.complete(new IllegalStateException("it ended well"));
      } catch (RuntimeException e) {
        ended.complete(e);
        stream.fail(e);
      }
    }
  }

  /** Reads one message whenever the test lets it. */
  private static final class Reader
      implements ClientResponseObserver<LoadDocumentsRequest, LoadDocumentsResponse> {
    private final Semaphore received = new Semaphore(0);
    private final CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();
    private @Nullable ClientCallStreamObserver<LoadDocumentsRequest> call;

    ClientCallStreamObserver<LoadDocumentsRequest> call() {
      ClientCallStreamObserver<LoadDocumentsRequest> begun = call;
      if (begun == null) {
        throw new IllegalStateException("the call has not begun");
      }
      return begun;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<LoadDocumentsRequest> stream) {
      call = stream;
      stream.disableAutoRequestWithInitial(0);
    }

    @Override
    public void onNext(LoadDocumentsResponse event) {
      received.release();
    }

    @Override
    public void onError(Throwable failure) {
      ended.complete(failure);
    }

    @Override
    public void onCompleted() {
      ended.complete(null);
    }
  }

  private interface Trial {
    void run(Reader reader) throws Exception;
  }

  private static void serve(Sending methods, Trial trial) throws Exception {
    Endpoint any = new Endpoint.Tcp("127.0.0.1", 0);
    try (ServiceServer server = new ServiceServer("test", any, List.of(methods)).start()) {
      ManagedChannel channel = Channels.open(server.endpoint());
      try {
        Reader reader = new Reader();
        DocumentServiceGrpc.newStub(channel)
            .withDeadlineAfter(40, TimeUnit.SECONDS)
            .loadDocuments(reader);
        reader.call().onNext(LoadDocumentsRequest.getDefaultInstance());
        trial.run(reader);
      } finally {
        channel.shutdownNow();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Place.class,
      names = {"THREAD", "AWAITED_THREAD"})
  void sendsNoFasterThanTheClientReadsAndAllInTheEnd(Place place) throws Exception {
    Sending methods = new Sending(place);
    serve(
        methods,
        reader -> {
          for (int i = 0; i < MESSAGES; i++) {
            reader.call().request(1);
            reader.received.acquire();
            assertThat(methods.sent.get()).isLessThan(i + 200); // what the transport's windows hold
          }
          reader.call().request(1);
          assertThat(reader.ended.get(20, TimeUnit.SECONDS)).isNull();
        });
  }

  @Test
  void stopsWaitingWhenTheClientIsGone() throws Exception {
    Sending methods = new Sending(Place.THREAD);
    serve(
        methods,
        reader -> {
          reader.call().request(1);
          reader.received.acquire();
          reader.call().cancel("the test leaves", Status.CANCELLED.asException());
          assertThat(methods.ended.get(20, TimeUnit.SECONDS)).hasMessageContaining("CANCELLED");
        });
  }

  /** It would wait for a report that gRPC can't make before the callback returns. */
  @Test
  void refusesToSendWithinACallbackOfItsOwnCall() throws Exception {
    Sending methods = new Sending(Place.CALLBACK);
    serve(
        methods,
        reader -> {
          reader.call().request(1);
          assertThat(methods.ended.get(20, TimeUnit.SECONDS))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("within a callback");
          assertThat(reader.ended.get(20, TimeUnit.SECONDS)).hasMessageContaining("INTERNAL");
          assertThat(methods.sent).hasValue(0);
        });
  }
}

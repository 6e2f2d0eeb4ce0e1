package ai.adjutant.retriever.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.CreateCorpusRequest;
import ai.adjutant.retrieval.v1.CreateCorpusResponse;
import ai.adjutant.retrieval.v1.DegradedLeg;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.GetCorpusRequest;
import ai.adjutant.retrieval.v1.GetCorpusResponse;
import ai.adjutant.retrieval.v1.Leg;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import ai.adjutant.retrieval.v1.LoadState;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
import ai.adjutant.retriever.read.ReaderIdentity;
import ai.adjutant.retriever.search.RerankReport;
import ai.adjutant.retriever.search.RerankReport.Outcome;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is measured of searches and loads, by the messages of scripted services. */
final class RetrievalMeterTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicInteger refreshes = new AtomicInteger();
  private final ServiceServer server =
      new ServiceServer(
              "retriever",
              new Endpoint.InProcess("retrieval-meter"),
              new RetrievalMeter(registry, refreshes::incrementAndGet)
                  .watching(List.of(new Search(), new Documents(), new Corpora())))
          .start();
  private final ManagedChannel channel = Channels.open(server.endpoint());

  /** Searches without vectors. */
  private static final class Search extends SearchServiceGrpc.SearchServiceImplBase {
    @Override
    public void search(SearchRequest request, StreamObserver<SearchResponse> observer) {
      SearchResponse.Builder found = SearchResponse.newBuilder();
      if (request.getQuery().equals("degraded")) {
        found.addDegraded(DegradedLeg.newBuilder().setLeg(Leg.LEG_VECTOR));
      }
      observer.onNext(found.build());
      observer.onCompleted();
    }
  }

  /** A load that goes on and ends. */
  private static final class Documents extends DocumentServiceGrpc.DocumentServiceImplBase {
    @Override
    public StreamObserver<LoadDocumentsRequest> loadDocuments(
        StreamObserver<LoadDocumentsResponse> observer) {
      Load half = Load.newBuilder().setAddedCount(3).setFailedCount(1).setByteCount(100).build();
      observer.onNext(LoadDocumentsResponse.newBuilder().setProgress(half).build());
      observer.onNext(
          LoadDocumentsResponse.newBuilder()
              .setFinished(
                  half.toBuilder()
                      .setState(LoadState.LOAD_STATE_FAILED)
                      .setAddedCount(5)
                      .setByteCount(250))
              .build());
      observer.onCompleted();
      return new StreamObserver<>() {
        @Override
        public void onNext(LoadDocumentsRequest frame) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
      };
    }
  }

  private static final class Corpora extends CorpusServiceGrpc.CorpusServiceImplBase {
    @Override
    public void createCorpus(
        CreateCorpusRequest request, StreamObserver<CreateCorpusResponse> observer) {
      observer.onNext(CreateCorpusResponse.getDefaultInstance());
      observer.onCompleted();
    }

    @Override
    public void getCorpus(GetCorpusRequest request, StreamObserver<GetCorpusResponse> observer) {
      observer.onNext(GetCorpusResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.close();
  }

  private void search(String query) {
    var unused =
        SearchServiceGrpc.newBlockingStub(channel)
            .search(SearchRequest.newBuilder().setQuery(query).build());
  }

  private double documents(String result) {
    return registry.get("adjutant.load.documents").tag("result", result).counter().count();
  }

  @Test
  void countsSearchesAndTheLegsThatWereMissing() {
    search("whole");
    search("degraded");
    search("degraded");
    assertThat(registry.get("adjutant.search").tag("degraded", "false").timer().count())
        .isEqualTo(1);
    assertThat(registry.get("adjutant.search").tag("degraded", "true").timer().count())
        .isEqualTo(2);
    assertThat(registry.get("adjutant.search.degraded").tag("leg", "vector").counter().count())
        .isEqualTo(2);
  }

  @Test
  void countsWhatBecameOfReading() {
    RetrievalMeter meter = new RetrievalMeter(registry, () -> {});
    ReaderIdentity reader = new ReaderIdentity("models/reader", "digest", List.of());
    meter.reranked(new RerankReport(Outcome.READ, "", 8, reader, Duration.ofMillis(120)));
    meter.reranked(new RerankReport(Outcome.TURNED_OFF, "turned off", 0, null, Duration.ZERO));
    var read = registry.get("adjutant.rerank").tag("outcome", "read").timer();
    assertThat(read.count()).isEqualTo(1);
    assertThat(read.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(120);
    assertThat(registry.get("adjutant.rerank").tag("outcome", "turned_off").timer().count())
        .isEqualTo(1);
  }

  @Test
  void countsEachDocumentOfALoadOnce() throws Exception {
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    DocumentServiceGrpc.newStub(channel)
        .loadDocuments(
            new StreamObserver<>() {
              @Override
              public void onNext(LoadDocumentsResponse news) {}

              @Override
              public void onError(Throwable failure) {
                ended.completeExceptionally(failure);
              }

              @Override
              public void onCompleted() {
                ended.complete(true);
              }
            })
        .onCompleted();
    assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(documents("added")).isEqualTo(5);
    assertThat(documents("failed")).isEqualTo(1);
    assertThat(registry.get("adjutant.load.bytes").counter().count()).isEqualTo(250);
    assertThat(registry.get("adjutant.loads").tag("state", "failed").counter().count())
        .isEqualTo(1);
  }

  @Test
  void theListOfCorporaIsReadAnewOnlyWhenItChanged() {
    var read =
        CorpusServiceGrpc.newBlockingStub(channel).getCorpus(GetCorpusRequest.getDefaultInstance());
    assertThat(read).isNotNull();
    assertThat(refreshes).hasValue(0);
    var created =
        CorpusServiceGrpc.newBlockingStub(channel)
            .createCorpus(CreateCorpusRequest.getDefaultInstance());
    assertThat(created).isNotNull();
    assertThat(refreshes).hasValue(1);
  }
}

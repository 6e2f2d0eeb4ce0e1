package ai.adjutant.gateway.service;

import ai.adjutant.gateway.ground.FakeReads;
import ai.adjutant.inference.v1.Delta;
import ai.adjutant.inference.v1.EmbedRequest;
import ai.adjutant.inference.v1.EmbedResponse;
import ai.adjutant.inference.v1.Embedding;
import ai.adjutant.inference.v1.EmbeddingServiceGrpc;
import ai.adjutant.inference.v1.Finish;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.Usage;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.DegradedLeg;
import ai.adjutant.retrieval.v1.Evidence;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.Leg;
import ai.adjutant.retrieval.v1.QueryTerm;
import ai.adjutant.retrieval.v1.RerankReport;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
import ai.adjutant.retrieval.v1.Signals;
import ai.adjutant.retrieval.v1.UpdateCorpusRequest;
import ai.adjutant.retrieval.v1.UpdateCorpusResponse;
import ai.adjutant.text.Words;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Retriever and inference as the gateway meets them over gRPC, scripted; every call is listed. */
final class FakePeers {
  static final String PASSAGE =
      "The late payment fee is 6.50 euros. It is charged on the tenth day after the due date.";
  private static final long WAIT_SECONDS = 20;

  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<SearchRequest> searches = new CopyOnWriteArrayList<>();
  final List<Corpus> stored = new CopyOnWriteArrayList<>();
  final CountDownLatch generationCancelled = new CountDownLatch(1);

  final FakeReads reads = new FakeReads();

  volatile String answerModel = "";
  volatile String says = "The late payment fee is 6.50 euros.";
  volatile @Nullable Status generationFails;
  volatile @Nullable Status searchFails;
  volatile boolean vectors = true;
  volatile double threshold;
  volatile RerankReport rerank = RerankReport.getDefaultInstance();
  volatile CountDownLatch searchMayGo = new CountDownLatch(0);
  volatile CountDownLatch generationMayEnd = new CountDownLatch(0);

  /** Every service, each call counted by its bare method name. */
  List<BindableService> services() {
    return List.of(
        counted(new Search()),
        counted(new Corpora()),
        counted(new Embed()),
        counted(new Generate()),
        counted(reads));
  }

  private BindableService counted(BindableService service) {
    ServerInterceptor count =
        new ServerInterceptor() {
          @Override
          public <Q, R> ServerCall.Listener<Q> interceptCall(
              ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            calls.add(String.valueOf(call.getMethodDescriptor().getBareMethodName()));
            return next.startCall(call, headers);
          }
        };
    return new BindableService() {
      @Override
      public ServerServiceDefinition bindService() {
        return ServerInterceptors.intercept(service, count);
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the test never let the call go on");
      }
    } catch (InterruptedException e) {
      throw Status.CANCELLED.asRuntimeException();
    }
  }

  private static void fail(@Nullable Status status) {
    if (status != null) {
      throw new StatusRuntimeException(status);
    }
  }

  private final class Search extends SearchServiceGrpc.SearchServiceImplBase {
    @Override
    public void search(SearchRequest request, StreamObserver<SearchResponse> observer) {
      searches.add(request);
      await(searchMayGo);
      fail(searchFails);
      Signals.Builder signals = Signals.newBuilder().setBm25(5).setTermCover(0.5);
      SearchResponse.Builder response =
          SearchResponse.newBuilder()
              .setEvidence(
                  Evidence.newBuilder().setThreshold(threshold).setWordsThreshold(threshold))
              .setLanguage("en")
              .setAnswerModel(answerModel)
              .setRerank(rerank);
      if (vectors) {
        signals.setCosine(0.8);
      } else {
        response.addDegraded(
            DegradedLeg.newBuilder().setLeg(Leg.LEG_VECTOR).setMessage("inference is away"));
      }
      for (String stem : Words.of("en").distinctStems(request.getQuery())) {
        response.addQueryTerms(QueryTerm.newBuilder().setText(stem).setIdf(2).setChunkCount(3));
      }
      response.addHits(
          Hit.newBuilder()
              .setChunk("corpora/c/documents/d/chunks/0")
              .setDocument("corpora/c/documents/d")
              .setTitle("Fees")
              .setText(PASSAGE)
              .setScore(1)
              .setSignals(signals));
      observer.onNext(response.build());
      observer.onCompleted();
    }
  }

  private final class Corpora extends CorpusServiceGrpc.CorpusServiceImplBase {
    @Override
    public void updateCorpus(
        UpdateCorpusRequest request, StreamObserver<UpdateCorpusResponse> observer) {
      stored.add(request.getCorpus());
      observer.onNext(UpdateCorpusResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }

  private static final class Embed extends EmbeddingServiceGrpc.EmbeddingServiceImplBase {
    @Override
    public void embed(EmbedRequest request, StreamObserver<EmbedResponse> observer) {
      EmbedResponse.Builder response = EmbedResponse.newBuilder();
      for (String text : request.getTextsList()) {
        Embedding.Builder vector = Embedding.newBuilder();
        for (int i = 0; i < 64; i++) {
          vector.addValues(Words.of("en").stems(text).contains("fee") == (i == 0) ? 1 : 0);
        }
        response.addEmbeddings(vector);
      }
      observer.onNext(response.build());
      observer.onCompleted();
    }
  }

  private final class Generate extends GenerationServiceGrpc.GenerationServiceImplBase {
    @Override
    public void generate(GenerateRequest request, StreamObserver<GenerateResponse> observer) {
      Context.current().addListener(context -> generationCancelled.countDown(), Runnable::run);
      fail(generationFails);
      observer.onNext(
          GenerateResponse.newBuilder().setDelta(Delta.newBuilder().setText(says)).build());
      await(generationMayEnd);
      observer.onNext(
          GenerateResponse.newBuilder()
              .setFinish(
                  Finish.newBuilder()
                      .setModelDigest("digest-of-" + request.getModel())
                      .setUsage(Usage.newBuilder().setPromptTokens(100).setGeneratedTokens(9)))
              .build());
      observer.onCompleted();
    }
  }
}

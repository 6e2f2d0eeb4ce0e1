package ai.adjutant.gateway.client;

import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.DegradedLeg;
import ai.adjutant.retrieval.v1.Document;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.Evidence;
import ai.adjutant.retrieval.v1.Explanation;
import ai.adjutant.retrieval.v1.GetDocumentRequest;
import ai.adjutant.retrieval.v1.GetDocumentResponse;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.HitReading;
import ai.adjutant.retrieval.v1.Leg;
import ai.adjutant.retrieval.v1.LegScore;
import ai.adjutant.retrieval.v1.PageStart;
import ai.adjutant.retrieval.v1.QueryTerm;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
import ai.adjutant.retrieval.v1.Signals;
import ai.adjutant.retrieval.v1.UpdateCorpusRequest;
import ai.adjutant.retrieval.v1.UpdateCorpusResponse;
import ai.adjutant.text.Words;
import com.google.protobuf.Timestamp;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The retriever's services over one corpus of a few texts, {@code corpora/c}. Any thread may call.
 */
final class FakeRetriever {
  final List<SearchRequest> searches = new CopyOnWriteArrayList<>();
  final List<UpdateCorpusRequest> updates = new CopyOnWriteArrayList<>();

  private final List<String> texts;
  private volatile Evidence evidence = Evidence.getDefaultInstance();
  volatile boolean vectors = true;
  volatile Status documents = Status.OK;
  volatile String version = "v1";
  volatile String model = "";
  volatile HitReading read = HitReading.getDefaultInstance();

  /** What every answer says besides its hits. */
  volatile SearchResponse reading = SearchResponse.getDefaultInstance();

  FakeRetriever(List<String> texts) {
    this.texts = List.copyOf(texts);
  }

  List<BindableService> services() {
    return List.of(new Search(), new Corpora(), new Documents());
  }

  private Hit hit(int number) {
    String document = "corpora/c/documents/d" + number;
    Signals.Builder signals = Signals.newBuilder().setBm25(5.0 / (number + 1)).setTermCover(0.5);
    Explanation.Builder legs = Explanation.newBuilder().addLegs(leg(Leg.LEG_BM25, number + 1));
    if (vectors) {
      signals.setCosine(0.8 - 0.05 * number);
      legs.addLegs(leg(Leg.LEG_VECTOR, number + 1));
    }
    Hit.Builder hit =
        Hit.newBuilder()
            .setDocument(document)
            .setDocumentVersion("v1")
            .setChunk(document + "/chunks/0")
            .setTitle("Title " + number)
            .setText(texts.get(number))
            .setStartOffset(100)
            .addPageStarts(PageStart.newBuilder().setOffset(0).setPage(2))
            .setScore(1.0 / (number + 1))
            .setSignals(signals)
            .setExplanation(legs)
            .setEffectiveFrom(Timestamp.newBuilder().setSeconds(1_700_000_000L + number));
    return read.getSpansCount() > 0 ? hit.setReading(read).build() : hit.build();
  }

  private static LegScore leg(Leg leg, int rank) {
    return LegScore.newBuilder().setLeg(leg).setRank(rank).build();
  }

  private final class Search extends SearchServiceGrpc.SearchServiceImplBase {
    @Override
    public void search(SearchRequest request, StreamObserver<SearchResponse> observer) {
      searches.add(request);
      if (!request.getParent().equals("corpora/c")) {
        observer.onError(
            Status.NOT_FOUND.withDescription("there is no such corpus").asRuntimeException());
        return;
      }
      SearchResponse.Builder response =
          reading.toBuilder().setEvidence(evidence).setAnswerModel(model);
      if (!vectors) {
        response.addDegraded(
            DegradedLeg.newBuilder().setLeg(Leg.LEG_VECTOR).setMessage("inference is away"));
      }
      for (String stem : Words.of("en").distinctStems(request.getQuery())) {
        response.addQueryTerms(QueryTerm.newBuilder().setText(stem).setIdf(2).setChunkCount(3));
      }
      for (int number = 0; number < texts.size(); number++) {
        response.addHits(hit(number));
      }
      observer.onNext(response.build());
      observer.onCompleted();
    }
  }

  private final class Documents extends DocumentServiceGrpc.DocumentServiceImplBase {
    @Override
    public void getDocument(
        GetDocumentRequest request, StreamObserver<GetDocumentResponse> observer) {
      Status answer = documents;
      if (answer.isOk()) {
        Document document = Document.newBuilder().setVersion(version).build();
        observer.onNext(GetDocumentResponse.newBuilder().setDocument(document).build());
        observer.onCompleted();
      } else {
        observer.onError(answer.asRuntimeException());
      }
    }
  }

  private final class Corpora extends CorpusServiceGrpc.CorpusServiceImplBase {
    @Override
    public void updateCorpus(
        UpdateCorpusRequest request, StreamObserver<UpdateCorpusResponse> observer) {
      updates.add(request);
      Corpus corpus = request.getCorpus();
      evidence = corpus.getEvidence();
      observer.onNext(UpdateCorpusResponse.newBuilder().setCorpus(corpus).build());
      observer.onCompleted();
    }
  }
}

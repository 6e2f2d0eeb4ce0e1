package ai.adjutant.standalone;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.retrieval.v1.AddTermsRequest;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.CreateCorpusRequest;
import ai.adjutant.retrieval.v1.DeleteCorpusRequest;
import ai.adjutant.retrieval.v1.Document;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.DocumentView;
import ai.adjutant.retrieval.v1.FileEnd;
import ai.adjutant.retrieval.v1.FileStart;
import ai.adjutant.retrieval.v1.GetDocumentRequest;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import ai.adjutant.retrieval.v1.LoadFinish;
import ai.adjutant.retrieval.v1.LoadStart;
import ai.adjutant.retrieval.v1.Term;
import ai.adjutant.retrieval.v1.TermServiceGrpc;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A client of the whole platform, as contact-centre software would be one: gRPC to the gateway
 * alone.
 */
final class GatewayTestClient implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 60;

  private final ManagedChannel channel;

  GatewayTestClient(String address) {
    channel = Channels.open(Endpoint.parse(address));
  }

  void createCorpus(String name) {
    createCorpus(name, "");
  }

  /** Creates a corpus from which this language model answers. */
  void createCorpus(String name, String answerModel) {
    CorpusServiceGrpc.newBlockingStub(channel)
        .createCorpus(
            CreateCorpusRequest.newBuilder()
                .setCorpusId(name)
                .setCorpus(Corpus.newBuilder().setAnswerModel(answerModel))
                .build());
  }

  /** Creates a corpus of documents in this BCP 47 language. */
  void createCorpusIn(String language, String name) {
    var unused =
        CorpusServiceGrpc.newBlockingStub(channel)
            .createCorpus(
                CreateCorpusRequest.newBuilder()
                    .setCorpusId(name)
                    .setCorpus(Corpus.newBuilder().setLanguage(language))
                    .build());
  }

  void deleteCorpus(String name) {
    var unused =
        CorpusServiceGrpc.newBlockingStub(channel)
            .deleteCorpus(DeleteCorpusRequest.newBuilder().setName("corpora/" + name).build());
  }

  /** Loads files and waits until they are committed. */
  Load load(String corpus, Map<String, String> files) throws Exception {
    CompletableFuture<Load> finished = new CompletableFuture<>();
    StreamObserver<LoadDocumentsRequest> requests =
        DocumentServiceGrpc.newStub(channel)
            .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .loadDocuments(
                new StreamObserver<>() {
                  @Override
                  public void onNext(LoadDocumentsResponse event) {
                    if (event.hasFinished()) {
                      finished.complete(event.getFinished());
                    }
                  }

                  @Override
                  public void onError(Throwable t) {
                    finished.completeExceptionally(t);
                  }

                  @Override
                  public void onCompleted() {
                    finished.completeExceptionally(new AssertionError("ended without its end"));
                  }
                });
    requests.onNext(
        LoadDocumentsRequest.newBuilder()
            .setStart(LoadStart.newBuilder().setParent("corpora/" + corpus))
            .build());
    files.forEach((path, text) -> {
      requests.onNext(
          LoadDocumentsRequest.newBuilder().setFile(FileStart.newBuilder().setPath(path)).build());
      requests.onNext(
          LoadDocumentsRequest.newBuilder().setData(ByteString.copyFromUtf8(text)).build());
      requests.onNext(
          LoadDocumentsRequest.newBuilder().setEnd(FileEnd.getDefaultInstance()).build());
    });
    requests.onNext(
        LoadDocumentsRequest.newBuilder().setFinish(LoadFinish.getDefaultInstance()).build());
    requests.onCompleted();
    return finished.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  /** Adds an abbreviation to the terms of a corpus. */
  void addTerm(String corpus, String shortForm, String longForm) {
    var unused =
        TermServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .addTerms(
                AddTermsRequest.newBuilder()
                    .setParent("corpora/" + corpus)
                    .addTerms(Term.newBuilder().setShortForm(shortForm).setLongForm(longForm))
                    .build());
  }

  /** The checked answer, with how it came about. */
  Answer explained(String corpus, String question) {
    List<AskResponse> events = new ArrayList<>();
    ChatServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .ask(
            AskRequest.newBuilder()
                .setParent("corpora/" + corpus)
                .setQuestion(question)
                .setExplain(true)
                .build())
        .forEachRemaining(events::add);
    return events.getLast().getDone();
  }

  Document document(String corpus, String document) {
    return DocumentServiceGrpc.newBlockingStub(channel)
        .getDocument(
            GetDocumentRequest.newBuilder()
                .setName("corpora/" + corpus + "/documents/" + document)
                .setView(DocumentView.DOCUMENT_VIEW_FULL)
                .build())
        .getDocument();
  }

  /** Everything that was said of an answer, {@code done} last. */
  List<AskResponse> ask(String corpus, String question) {
    List<AskResponse> events = new ArrayList<>();
    ChatServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .ask(AskRequest.newBuilder().setParent("corpora/" + corpus).setQuestion(question).build())
        .forEachRemaining(events::add);
    return events;
  }

  /** The checked answer. */
  Answer answer(String corpus, String question) {
    return ask(corpus, question).getLast().getDone();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}

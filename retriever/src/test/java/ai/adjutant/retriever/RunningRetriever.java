package ai.adjutant.retriever;

import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.threads.ThreadBudget;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.retrieval.v1.Chunker;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.CreateCorpusRequest;
import ai.adjutant.retrieval.v1.Document;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.GetCorpusRequest;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.ListDocumentsRequest;
import ai.adjutant.retrieval.v1.ListDocumentsResponse;
import ai.adjutant.retrieval.v1.LoadStart;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
import ai.adjutant.retriever.load.LoadLimits;
import ai.adjutant.retriever.read.RerankSettings;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A retriever on a real port, and a client of it. */
final class RunningRetriever implements AutoCloseable {
  static final Endpoint ANY_PORT = new Endpoint.Tcp("127.0.0.1", 0);

  private final Retriever retriever;
  private final ManagedChannel channel;

  private RunningRetriever(Retriever retriever) {
    this.retriever = retriever;
    this.channel = Channels.open(retriever.server().start().endpoint());
  }

  static RunningRetriever start(Path data, Endpoint inference) {
    return start(data, inference, LoadLimits.defaults(2));
  }

  static RunningRetriever start(Path data, Endpoint inference, LoadLimits limits) {
    return start(data, inference, RetrieverSettings.with(limits));
  }

  static RunningRetriever start(Path data, Endpoint inference, RerankSettings rerank) {
    return start(data, inference, RetrieverSettings.with(LoadLimits.defaults(2)).with(rerank));
  }

  private static RunningRetriever start(Path data, Endpoint inference, RetrieverSettings settings) {
    return new RunningRetriever(
        Retriever.open(
            service(data, inference),
            ServiceSecurity.plaintext(ServiceRole.RETRIEVER),
            settings,
            new SimpleMeterRegistry()));
  }

  static ServiceSettings service(Path data, Endpoint inference) {
    return new ServiceSettings(data, ANY_PORT, Map.of("inference", inference), ThreadBudget.of(2));
  }

  Endpoint endpoint() {
    return retriever.server().endpoint();
  }

  ManagedChannel channel() {
    return channel;
  }

  CorpusServiceGrpc.CorpusServiceBlockingStub corpora() {
    return CorpusServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  DocumentServiceGrpc.DocumentServiceBlockingStub documents() {
    return DocumentServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  void create(String corpus) {
    create(corpus, Chunker.CHUNKER_SECTIONS);
  }

  void create(String corpus, Chunker chunker) {
    var unused =
        corpora()
            .createCorpus(
                CreateCorpusRequest.newBuilder()
                    .setCorpusId(corpus)
                    .setCorpus(Corpus.newBuilder().setChunker(chunker))
                    .build());
  }

  Corpus corpus(String corpus) {
    return corpora()
        .getCorpus(GetCorpusRequest.newBuilder().setName("corpora/" + corpus).build())
        .getCorpus();
  }

  static LoadStart.Builder into(String corpus) {
    return LoadStart.newBuilder().setParent("corpora/" + corpus);
  }

  Upload load(LoadStart.Builder start) {
    return Upload.begin(channel, start.build());
  }

  Upload load(String corpus) {
    return load(into(corpus));
  }

  static SearchRequest.Builder ask(String corpus, String query) {
    return SearchRequest.newBuilder().setParent("corpora/" + corpus).setQuery(query);
  }

  SearchResponse search(SearchRequest.Builder request) {
    return SearchServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(60, TimeUnit.SECONDS)
        .search(request.build());
  }

  List<String> found(String corpus, String query, SearchMode mode) {
    return search(ask(corpus, query).setMode(mode)).getHitsList().stream()
        .map(Hit::getDocument)
        .map(name -> name.substring(name.indexOf("/documents/") + "/documents/".length()))
        .toList();
  }

  List<String> listed(String corpus) {
    List<String> names = new ArrayList<>();
    String token = "";
    do {
      ListDocumentsResponse page =
          documents()
              .listDocuments(
                  ListDocumentsRequest.newBuilder()
                      .setParent("corpora/" + corpus)
                      .setPageToken(token)
                      .build());
      for (Document document : page.getDocumentsList()) {
        names.add(document.getName().substring(("corpora/" + corpus + "/documents/").length()));
      }
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return names;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    retriever.close();
  }
}

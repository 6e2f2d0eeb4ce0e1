package ai.adjutant.retriever.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.retrieval.v1.CancelLoadRequest;
import ai.adjutant.retrieval.v1.CancelLoadResponse;
import ai.adjutant.retrieval.v1.DeleteDocumentRequest;
import ai.adjutant.retrieval.v1.DeleteDocumentResponse;
import ai.adjutant.retrieval.v1.Document;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.DocumentView;
import ai.adjutant.retrieval.v1.GetDocumentRequest;
import ai.adjutant.retrieval.v1.GetDocumentResponse;
import ai.adjutant.retrieval.v1.GetLoadRequest;
import ai.adjutant.retrieval.v1.GetLoadResponse;
import ai.adjutant.retrieval.v1.ListChunksRequest;
import ai.adjutant.retrieval.v1.ListChunksResponse;
import ai.adjutant.retrieval.v1.ListDocumentsRequest;
import ai.adjutant.retrieval.v1.ListDocumentsResponse;
import ai.adjutant.retrieval.v1.ListLoadsRequest;
import ai.adjutant.retrieval.v1.ListLoadsResponse;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import ai.adjutant.retrieval.v1.PageStart;
import ai.adjutant.retriever.corpus.Corpus;
import ai.adjutant.retriever.corpus.CorpusReason;
import ai.adjutant.retriever.corpus.CorpusRegistry;
import ai.adjutant.retriever.index.Condition;
import ai.adjutant.retriever.index.Description;
import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.StoredDocument;
import ai.adjutant.retriever.load.LoadSnapshot;
import ai.adjutant.retriever.load.Loads;
import ai.adjutant.retriever.search.FilterParser;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves DocumentService. */
public final class DocumentMethods extends DocumentServiceGrpc.DocumentServiceImplBase {
  private final CorpusRegistry registry;
  private final Loads loads;

  /** Serves the documents of registered corpora. */
  public DocumentMethods(CorpusRegistry registry, Loads loads) {
    this.registry = registry;
    this.loads = loads;
  }

  @Override
  public StreamObserver<LoadDocumentsRequest> loadDocuments(
      StreamObserver<LoadDocumentsResponse> observer) {
    return new LoadStream(loads, observer);
  }

  @Override
  public void getLoad(GetLoadRequest request, StreamObserver<GetLoadResponse> observer) {
    ResourceNames.Child name = ResourceNames.parseLoad(request.getName());
    LoadSnapshot load = loads.get(name.corpus(), name.id());
    reply(observer, GetLoadResponse.newBuilder().setLoad(LoadMessages.whole(load)).build());
  }

  @Override
  public void listLoads(ListLoadsRequest request, StreamObserver<ListLoadsResponse> observer) {
    String corpus = ResourceNames.parseCorpus(request.getParent());
    registry.get(corpus);
    int size = Pages.size(request.getPageSize());
    String last = Pages.last(request.getPageToken());
    List<LoadSnapshot> page =
        loads.list(corpus).stream()
            .filter(load -> last.isEmpty() || isBefore(load.id(), last))
            .limit(size + 1L)
            .toList();
    ListLoadsResponse.Builder response = ListLoadsResponse.newBuilder();
    page.stream().limit(size).map(LoadMessages::counts).forEach(response::addLoads);
    if (page.size() > size) {
      response.setNextPageToken(Pages.token(page.get(size - 1).id()));
    }
    reply(observer, response.build());
  }

  /** Ids of loads are numbers that grow. */
  private static boolean isBefore(String id, String last) {
    return id.length() != last.length() ? id.length() < last.length() : id.compareTo(last) < 0;
  }

  @Override
  public void cancelLoad(CancelLoadRequest request, StreamObserver<CancelLoadResponse> observer) {
    ResourceNames.Child name = ResourceNames.parseLoad(request.getName());
    loads.cancel(name.corpus(), name.id());
    reply(observer, CancelLoadResponse.getDefaultInstance());
  }

  @Override
  public void getDocument(
      GetDocumentRequest request, StreamObserver<GetDocumentResponse> observer) {
    ResourceNames.Child name = ResourceNames.parseDocument(request.getName());
    boolean full = request.getView() == DocumentView.DOCUMENT_VIEW_FULL;
    Optional<Document> document;
    try (IndexView view = registry.get(name.corpus()).index().view()) {
      document =
          full
              ? view.storedDocument(name.id()).map(stored -> full(name.corpus(), stored))
              : view.document(name.id()).map(record -> message(name.corpus(), record).build());
    } catch (IOException e) {
      throw unreadable(name.corpus(), e);
    }
    Document found = document.orElseThrow(() -> notFound(name));
    if (found.getSerializedSize() > Channels.MESSAGE_BYTES_MAX - 1024) {
      throw new AdjutantException(
          RequestReason.DOCUMENT_TOO_LARGE,
          "the text of this document is larger than a message; ask for the basic view");
    }
    reply(observer, GetDocumentResponse.newBuilder().setDocument(found).build());
  }

  @Override
  public void listDocuments(
      ListDocumentsRequest request, StreamObserver<ListDocumentsResponse> observer) {
    Corpus corpus = registry.get(ResourceNames.parseCorpus(request.getParent()));
    Condition condition = FilterParser.parse(request.getFilter());
    int size = Pages.size(request.getPageSize());
    String last = Pages.last(request.getPageToken());
    List<DocumentRecord> page;
    try (IndexView view = corpus.index().view()) {
      page = view.documents(condition, last.isEmpty() ? null : last, size + 1);
    } catch (IOException e) {
      throw unreadable(corpus.settings().name(), e);
    }
    ListDocumentsResponse.Builder response = ListDocumentsResponse.newBuilder();
    for (DocumentRecord document : page.subList(0, Math.min(size, page.size()))) {
      response.addDocuments(message(corpus.settings().name(), document));
    }
    if (page.size() > size) {
      response.setNextPageToken(Pages.token(page.get(size - 1).id()));
    }
    reply(observer, response.build());
  }

  @Override
  public void listChunks(ListChunksRequest request, StreamObserver<ListChunksResponse> observer) {
    ResourceNames.Child name = ResourceNames.parseDocument(request.getParent());
    try (IndexView view = registry.get(name.corpus()).index().view()) {
      if (view.document(name.id()).isEmpty()) {
        throw notFound(name);
      }
      reply(observer, ChunkPage.of(request, name, view.standingChunks(name.id())));
    } catch (IOException e) {
      throw unreadable(name.corpus(), e);
    }
  }

  @Override
  public void deleteDocument(
      DeleteDocumentRequest request, StreamObserver<DeleteDocumentResponse> observer) {
    ResourceNames.Child name = ResourceNames.parseDocument(request.getName());
    if (!registry.get(name.corpus()).delete(name.id())) {
      throw notFound(name);
    }
    reply(observer, DeleteDocumentResponse.getDefaultInstance());
  }

  private static <T> void reply(StreamObserver<T> observer, T message) {
    observer.onNext(message);
    observer.onCompleted();
  }

  private static AdjutantException notFound(ResourceNames.Child name) {
    return new AdjutantException(
        RequestReason.DOCUMENT_NOT_FOUND,
        "corpus "
            + name.corpus()
            + " has no document "
            + ResourceNames.shown(name.id())
            + "; list its documents to see those there are");
  }

  private static AdjutantException unreadable(String corpus, IOException cause) {
    return new AdjutantException(
        CorpusReason.STORAGE_FAILED,
        "the index of corpus " + corpus + " could not be read; the retriever's log says more",
        cause);
  }

  private static Document full(String corpus, StoredDocument stored) {
    Document.Builder document = message(corpus, stored.document()).setText(stored.text());
    for (var page : stored.pages()) {
      document.addPageStarts(PageStart.newBuilder().setOffset(page.offset()).setPage(page.page()));
    }
    return document.build();
  }

  private static Document.Builder message(String corpus, DocumentRecord record) {
    Description description = record.description();
    Document.Builder document =
        Document.newBuilder()
            .setName(ResourceNames.document(corpus, record.id()))
            .setTitle(description.title())
            .setVersion(record.provenance().version())
            .setContentType(description.contentType())
            .setLanguage(description.language())
            .setLabel(description.label())
            .putAllMetadata(description.metadata())
            .setPageCount(record.pageCount())
            .setChunkCount(record.chunkCount())
            .setByteCount(record.provenance().byteCount())
            .setLoadTime(Times.of(record.provenance().loadTime()));
    @Nullable Instant from = description.effectiveFrom();
    if (from != null) {
      document.setEffectiveFrom(Times.of(from));
    }
    @Nullable Instant until = description.effectiveUntil();
    if (until != null) {
      document.setEffectiveUntil(Times.of(until));
    }
    return document;
  }
}

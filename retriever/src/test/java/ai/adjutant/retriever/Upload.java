package ai.adjutant.retriever;

import ai.adjutant.retrieval.v1.Change;
import ai.adjutant.retrieval.v1.DocumentResult;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.FileEnd;
import ai.adjutant.retrieval.v1.FileStart;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import ai.adjutant.retrieval.v1.LoadFinish;
import ai.adjutant.retrieval.v1.LoadStart;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's side of one load. */
final class Upload implements ClientResponseObserver<LoadDocumentsRequest, LoadDocumentsResponse> {
  private final List<DocumentResult> results = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Load> started = new CompletableFuture<>();
  private final CompletableFuture<Load> finished = new CompletableFuture<>();
  private final Consumer<DocumentResult> listener;
  private @Nullable ClientCallStreamObserver<LoadDocumentsRequest> out;

  private int timeoutSeconds = 60;

  private Upload(Consumer<DocumentResult> listener) {
    this.listener = listener;
  }

  /** An upload that may take an hour. */
  static Upload withLongTimeout(Channel channel, LoadStart start) {
    Upload upload = begin(channel, start);
    upload.timeoutSeconds = 3_600;
    return upload;
  }

  /** An upload that must have ended after so many seconds. */
  static Upload within(Channel channel, LoadStart start, int seconds) {
    Upload upload = new Upload(result -> {});
    DocumentServiceGrpc.newStub(channel)
        .withDeadlineAfter(seconds, TimeUnit.SECONDS)
        .loadDocuments(upload);
    upload.send(LoadDocumentsRequest.newBuilder().setStart(start).build());
    return upload;
  }

  static Upload begin(Channel channel, LoadStart start) {
    return begin(channel, start, result -> {});
  }

  static Upload begin(Channel channel, LoadStart start, Consumer<DocumentResult> listener) {
    Upload upload = new Upload(listener);
    DocumentServiceGrpc.newStub(channel).loadDocuments(upload);
    upload.send(LoadDocumentsRequest.newBuilder().setStart(start).build());
    return upload;
  }

  private ClientCallStreamObserver<LoadDocumentsRequest> out() {
    ClientCallStreamObserver<LoadDocumentsRequest> ready = out;
    if (ready == null) {
      throw new IllegalStateException("the call has not begun");
    }
    return ready;
  }

  /** True while the server takes what is sent. */
  boolean isReady() {
    return out().isReady();
  }

  void send(LoadDocumentsRequest frame) {
    out().onNext(frame);
  }

  Upload file(String path, String text) {
    return file(path, ByteString.copyFromUtf8(text));
  }

  Upload file(String path, ByteString bytes) {
    open(path, bytes.size());
    for (int from = 0; from < bytes.size(); from += 1 << 20) {
      data(bytes.substring(from, Math.min(bytes.size(), from + (1 << 20))));
    }
    return end("");
  }

  Upload open(String path, long announced) {
    return open(FileStart.newBuilder().setPath(path).setByteCount(announced));
  }

  Upload open(FileStart.Builder file) {
    send(LoadDocumentsRequest.newBuilder().setFile(file).build());
    return this;
  }

  Upload data(ByteString bytes) {
    send(LoadDocumentsRequest.newBuilder().setData(bytes).build());
    return this;
  }

  Upload end(String error) {
    FileEnd end = FileEnd.newBuilder().setError(error).build();
    send(LoadDocumentsRequest.newBuilder().setEnd(end).build());
    return this;
  }

  /** Ends the load and waits for its last word. */
  Load finish() {
    send(LoadDocumentsRequest.newBuilder().setFinish(LoadFinish.getDefaultInstance()).build());
    out().onCompleted();
    return finished();
  }

  Load started() {
    return started.orTimeout(30, TimeUnit.SECONDS).join();
  }

  Load finished() {
    return finished.orTimeout(timeoutSeconds, TimeUnit.SECONDS).join();
  }

  void abort() {
    out().cancel("the client is gone", Status.CANCELLED.asException());
  }

  List<DocumentResult> results() {
    return results;
  }

  List<String> documents(Change change) {
    return results.stream()
        .filter(result -> result.getChange() == change)
        .map(DocumentResult::getDocument)
        .sorted()
        .toList();
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<LoadDocumentsRequest> stream) {
    out = stream;
  }

  @Override
  public void onNext(LoadDocumentsResponse news) {
    switch (news.getEventCase()) {
      case STARTED -> started.complete(news.getStarted());
      case DOCUMENT -> {
        results.add(news.getDocument());
        listener.accept(news.getDocument());
      }
      case FINISHED -> finished.complete(news.getFinished());
      case PROGRESS, EVENT_NOT_SET -> {}
    }
  }

  @Override
  public void onError(Throwable failure) {
    started.completeExceptionally(failure);
    finished.completeExceptionally(failure);
  }

  @Override
  public void onCompleted() {
    finished.completeExceptionally(new IllegalStateException("ended without a last word"));
  }
}

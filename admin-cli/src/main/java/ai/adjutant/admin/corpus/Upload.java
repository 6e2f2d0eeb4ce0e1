package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.House;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.retrieval.v1.DocumentResult;
import ai.adjutant.retrieval.v1.FileEnd;
import ai.adjutant.retrieval.v1.FileStart;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import ai.adjutant.retrieval.v1.LoadFinish;
import ai.adjutant.retrieval.v1.LoadStart;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends files as frames while the server can take them, and hears what became of them. One file is
 * open at a time; the sender waits when the server is busy.
 */
final class Upload implements ClientResponseObserver<LoadDocumentsRequest, LoadDocumentsResponse> {
  private static final int FRAME_BYTES = 256 * 1024;

  private final Listener listener;
  private final CompletableFuture<Load> finished = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable ClientCallStreamObserver<LoadDocumentsRequest> up;

  /** Hears of a load; called in gRPC's thread. */
  interface Listener {
    void document(DocumentResult result);

    void progress(Load load);
  }

  private Upload(Listener listener) {
    this.listener = listener;
  }

  /** Loads files; returns when the load has ended. */
  static Load run(House house, LoadStart start, Folder folder, Listener listener)
      throws IOException {
    Upload upload = new Upload(listener);
    var unused = house.loads().loadDocuments(upload);
    upload.send(LoadDocumentsRequest.newBuilder().setStart(start).build());
    for (Folder.Entry entry : folder.files()) {
      if (upload.finished.isDone()) {
        break;
      }
      upload.send(entry);
    }
    upload.send(
        LoadDocumentsRequest.newBuilder().setFinish(LoadFinish.getDefaultInstance()).build());
    return upload.end();
  }

  private void send(Folder.Entry entry) {
    send(
        LoadDocumentsRequest.newBuilder()
            .setFile(FileStart.newBuilder().setPath(entry.name()).setByteCount(entry.bytes()))
            .build());
    FileEnd.Builder end = FileEnd.newBuilder();
    try (InputStream bytes = Files.newInputStream(entry.file())) {
      byte[] frame = bytes.readNBytes(FRAME_BYTES);
      while (frame.length > 0 && !finished.isDone()) {
        send(LoadDocumentsRequest.newBuilder().setData(ByteString.copyFrom(frame)).build());
        frame = bytes.readNBytes(FRAME_BYTES);
      }
    } catch (IOException e) {
      end.setError("can't be read: " + e.getClass().getSimpleName());
    }
    send(LoadDocumentsRequest.newBuilder().setEnd(end).build());
  }

  private void send(LoadDocumentsRequest frame) {
    lock.lock();
    try {
      while (!finished.isDone() && (up == null || !up.isReady())) {
        changed.await();
      }
      if (!finished.isDone() && up != null) {
        up.onNext(frame);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted; what was acknowledged stays");
    } finally {
      lock.unlock();
    }
  }

  private Load end() {
    try {
      ClientCallStreamObserver<LoadDocumentsRequest> stream = up;
      if (stream != null && !finished.isDone()) {
        stream.onCompleted();
      }
      return finished.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StatusRuntimeException remote
          ? remote
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted; what was acknowledged stays");
    }
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<LoadDocumentsRequest> stream) {
    up = stream;
    stream.setOnReadyHandler(this::wake);
  }

  @Override
  public void onNext(LoadDocumentsResponse news) {
    switch (news.getEventCase()) {
      case DOCUMENT -> listener.document(news.getDocument());
      case PROGRESS -> listener.progress(news.getProgress());
      case FINISHED -> {
        finished.complete(news.getFinished());
        wake();
      }
      case STARTED, EVENT_NOT_SET -> {}
    }
  }

  @Override
  public void onError(Throwable failure) {
    finished.completeExceptionally(failure);
    wake();
  }

  @Override
  public void onCompleted() {
    finished.completeExceptionally(
        new IllegalStateException("the server ended a load without its result"));
    wake();
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.RequestStream;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.retrieval.v1.DocumentResult;
import ai.adjutant.retrieval.v1.FileEnd;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import ai.adjutant.retrieval.v1.LoadFinish;
import ai.adjutant.retrieval.v1.LoadStart;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends files as frames while the server can take them, and receives what became of them. One file
 * is open at a time; the sender waits when the server is busy.
 */
final class Upload {
  private static final int FRAME_BYTES = 256 * 1024;

  private final Listener listener;
  private final FileStatements statements;
  private final RequestStream<LoadDocumentsRequest, LoadDocumentsResponse> stream =
      new RequestStream<>(this::receive);
  private volatile @Nullable Load finished;

  /** Receives the events of a load; called in gRPC's thread. */
  interface Listener {
    void document(DocumentResult result);

    void progress(Load load);
  }

  private Upload(Listener listener, FileStatements statements) {
    this.listener = listener;
    this.statements = statements;
  }

  /** Loads files; returns when the load has ended. */
  static Load run(
      GatewayClient gateway,
      LoadStart start,
      Folder folder,
      FileStatements statements,
      Listener listener)
      throws IOException {
    Upload upload = new Upload(listener, statements);
    var unused = gateway.loads().loadDocuments(upload.stream);
    upload.stream.send(LoadDocumentsRequest.newBuilder().setStart(start).build());
    for (Folder.FolderFile entry : folder.files()) {
      if (upload.ended()) {
        break;
      }
      upload.send(entry);
    }
    upload.stream.send(
        LoadDocumentsRequest.newBuilder().setFinish(LoadFinish.getDefaultInstance()).build());
    upload.stream.finish();
    Load load = upload.finished;
    if (load == null) {
      throw new CommandFailure(
          ExitCode.NOT_AVAILABLE,
          "the server ended the load without its result; what it reported as loaded stays, load"
              + " again");
    }
    return load;
  }

  private boolean ended() {
    return stream.ended() || finished != null;
  }

  private void send(Folder.FolderFile entry) {
    stream.send(LoadDocumentsRequest.newBuilder().setFile(statements.start(entry)).build());
    FileEnd.Builder end = FileEnd.newBuilder();
    try (InputStream bytes = entry.open()) {
      byte[] frame = bytes.readNBytes(FRAME_BYTES);
      while (frame.length > 0 && !ended()) {
        stream.send(LoadDocumentsRequest.newBuilder().setData(ByteString.copyFrom(frame)).build());
        frame = bytes.readNBytes(FRAME_BYTES);
      }
    } catch (IOException e) {
      end.setError("can't be read: " + e.getClass().getSimpleName());
    }
    stream.send(LoadDocumentsRequest.newBuilder().setEnd(end).build());
  }

  private void receive(LoadDocumentsResponse event) {
    switch (event.getEventCase()) {
      case DOCUMENT -> listener.document(event.getDocument());
      case PROGRESS -> listener.progress(event.getProgress());
      case FINISHED -> finished = event.getFinished();
      case STARTED, EVENT_NOT_SET -> {}
    }
  }
}

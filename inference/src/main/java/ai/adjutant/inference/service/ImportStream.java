package ai.adjutant.inference.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.catalogue.Entry;
import ai.adjutant.inference.catalogue.ImportSession;
import ai.adjutant.inference.catalogue.Upload;
import ai.adjutant.inference.v1.ImportFile;
import ai.adjutant.inference.v1.ImportHeader;
import ai.adjutant.inference.v1.ImportModelRequest;
import ai.adjutant.inference.v1.ImportModelResponse;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One model on its way in. A part is asked for only when the one before is written, so that a slow
 * disk holds up the client by flow control. gRPC calls the methods one at a time; a client that is
 * late loses its turn, and with it all that it sent.
 */
final class ImportStream implements StreamObserver<ImportModelRequest> {
  private static final int CHUNK_BYTES_MAX = 1 << 20;

  private final Catalogue catalogue;
  private final ServerCallStreamObserver<ImportModelResponse> call;
  private final ImportIdleTimeout idleTimeout;
  private final ImportIdleTimeout.Turns turns;
  private @Nullable ImportSession session;

  /** Used within the handler, before it returns. */
  ImportStream(
      Catalogue catalogue,
      ImportIdleTimeout idleTimeout,
      StreamObserver<ImportModelResponse> observer) {
    this.catalogue = catalogue;
    this.idleTimeout = idleTimeout;
    call = (ServerCallStreamObserver<ImportModelResponse>) observer;
    call.disableAutoRequest();
    turns = idleTimeout.watch(this::late);
    awaitPart();
  }

  private void awaitPart() {
    call.request(1);
    turns.client();
  }

  /** On the timer's thread; the turn was the client's, so no other thread is in here. */
  private void late() {
    String what = session == null ? "no header came" : "nothing more of the model came";
    try {
      release();
    } finally {
      fail(
          new AdjutantException(
              ServiceReason.IMPORT_STALLED,
              what
                  + " for "
                  + idleTimeout.idle().toMillis() / 1e3
                  + " seconds; nothing of it was kept, send it again"));
    }
  }

  @Override
  public void onNext(ImportModelRequest part) {
    if (!turns.handler()) {
      return; // it is over; what was under way is dropped
    }
    if (guarded(() -> take(part))) {
      awaitPart();
    }
  }

  private void take(ImportModelRequest part) {
    switch (part.getPartCase()) {
      case HEADER -> {
        if (session != null) {
          throw badOrder("a second header came");
        }
        session = catalogue.receive(upload(part.getHeader()));
      }
      case CHUNK -> write(begun(), part.getChunk());
      case PART_NOT_SET -> throw badOrder("a part is empty");
    }
  }

  private static Upload upload(ImportHeader header) {
    String name = Checks.model(header.getName());
    if (header.getFilesCount() > Upload.FILES_MAX) {
      throw new AdjutantException(
          ServiceReason.IMPORT_ORDER_WRONG,
          "a model has at most " + Upload.FILES_MAX + " files, not " + header.getFilesCount());
    }
    List<Upload.File> files = header.getFilesList().stream().map(ImportStream::file).toList();
    return new Upload(name, files, header.getReplace());
  }

  private static Upload.File file(ImportFile file) {
    return new Upload.File(
        file.getPath(), file.getByteCount(), file.getDigest().toLowerCase(Locale.ROOT));
  }

  private static void write(ImportSession session, ByteString chunk) {
    if (chunk.size() > CHUNK_BYTES_MAX) {
      throw badOrder("a chunk has " + chunk.size() + " bytes and may have " + CHUNK_BYTES_MAX);
    }
    session.write(chunk.asReadOnlyByteBuffer());
  }

  private ImportSession begun() {
    ImportSession begun = session;
    if (begun == null) {
      throw badOrder("the first part must be the header");
    }
    return begun;
  }

  private static AdjutantException badOrder(String what) {
    return new AdjutantException(
        ServiceReason.IMPORT_ORDER_WRONG,
        what + "; send the header, then the bytes of its files in its order");
  }

  /** Runs a step; when it fails, the call does, and nothing of the upload stays. */
  private boolean guarded(Runnable step) {
    boolean done = false;
    try {
      step.run();
      done = true;
    } catch (AdjutantException e) {
      release();
      fail(e);
    } finally {
      if (!done) {
        release();
      }
    }
    return done;
  }

  private void fail(AdjutantException failure) {
    if (!call.isCancelled()) {
      call.onError(Status.UNKNOWN.withCause(failure).asRuntimeException());
    }
  }

  private void release() {
    ImportSession begun = session;
    session = null;
    if (begun != null) {
      begun.close();
    }
  }

  @Override
  public void onError(Throwable gone) {
    if (turns.handler()) {
      release();
    }
  }

  @Override
  public void onCompleted() {
    if (!turns.handler()) {
      return;
    }
    guarded(() -> {
      Entry entry = begun().finish();
      release();
      if (!call.isCancelled()) {
        call.onNext(ImportModelResponse.newBuilder().setModel(ModelMessages.model(entry)).build());
        call.onCompleted();
      }
    });
  }
}

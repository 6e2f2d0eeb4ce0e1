package ai.adjutant.retriever.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.transport.BlockingStreamObserver;
import ai.adjutant.retrieval.v1.FileStart;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import ai.adjutant.retrieval.v1.LoadStart;
import ai.adjutant.retriever.load.DocumentOutcome;
import ai.adjutant.retriever.load.Intake;
import ai.adjutant.retriever.load.LoadListener;
import ai.adjutant.retriever.load.LoadReason;
import ai.adjutant.retriever.load.LoadRequest;
import ai.adjutant.retriever.load.LoadSnapshot;
import ai.adjutant.retriever.load.Loads;
import ai.adjutant.retriever.load.Statement;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * One upload. Frames are taken one at a time, each only after the one before was dealt with, so
 * that a busy load holds up its client by flow control. gRPC calls the frame methods one at a time;
 * one thread alone, the load's, writes news.
 */
final class LoadStream implements StreamObserver<LoadDocumentsRequest>, LoadListener {
  private final Loads loads;
  private final ServerCallStreamObserver<LoadDocumentsResponse> call;
  private final BlockingStreamObserver<LoadDocumentsResponse> news;
  private @Nullable Intake intake;
  private boolean started;
  private boolean over;
  private volatile @Nullable AdjutantException refusal;

  /** Used within the handler, before it returns. */
  LoadStream(Loads loads, StreamObserver<LoadDocumentsResponse> observer) {
    this.loads = loads;
    this.call = (ServerCallStreamObserver<LoadDocumentsResponse>) observer;
    this.news = new BlockingStreamObserver<>(observer);
    call.disableAutoRequest();
    call.request(1);
  }

  @Override
  public void onNext(LoadDocumentsRequest frame) {
    if (!over) {
      try {
        take(frame);
      } catch (AdjutantException e) {
        refuse(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        abort();
      }
    }
    call.request(1);
  }

  private void take(LoadDocumentsRequest frame) throws InterruptedException {
    switch (frame.getFrameCase()) {
      case START -> start(frame.getStart());
      case FILE -> file(frame.getFile());
      case DATA -> open().data(frame.getData().asReadOnlyByteBuffer());
      case END -> open().end(frame.getEnd().getError());
      case FINISH -> open().finish();
      case FRAME_NOT_SET -> throw badOrder("a frame is empty");
    }
  }

  private void start(LoadStart start) {
    if (started) {
      throw badOrder("the load was started twice");
    }
    started = true;
    LoadRequest request =
        new LoadRequest(
            ResourceNames.parseCorpus(start.getParent()),
            start.getDryRun(),
            start.getPrune(),
            new Statement(
                start.getLabel(),
                start.getMetadataMap(),
                start.hasEffectiveFrom() ? Times.parse(start.getEffectiveFrom()) : null,
                start.hasEffectiveUntil() ? Times.parse(start.getEffectiveUntil()) : null),
            start.getRequestId());
    Loads.Start begun = loads.begin(request, this);
    intake = begun.intake();
    if (intake == null) {
      over = true; // a load of this request id is known: what else comes is ignored
      // Not here: within a callback nobody hears that the client is ready.
      Thread.ofVirtual().name("load-known").start(() -> report(begun.load()));
    }
  }

  /** Answers with where a known load stands. */
  private void report(LoadSnapshot load) {
    if (started(load)) {
      finished(load);
    }
  }

  private void file(FileStart file) {
    Intake files = open();
    Statement stated;
    try {
      stated =
          new Statement(
              file.getLabel(),
              file.getMetadataMap(),
              file.hasEffectiveFrom() ? Times.parse(file.getEffectiveFrom()) : null,
              file.hasEffectiveUntil() ? Times.parse(file.getEffectiveUntil()) : null);
    } catch (AdjutantException e) {
      files.refused(file.getPath(), e);
      return;
    }
    files.file(file.getPath(), file.getByteCount(), stated);
  }

  private Intake open() {
    @Nullable Intake files = intake;
    if (files == null) {
      throw badOrder("the first frame must be start");
    }
    return files;
  }

  private static AdjutantException badOrder(String what) {
    return new AdjutantException(
        LoadReason.BAD_FRAME_ORDER,
        what + "; frames are: start, then for each file its start, data, end; last finish");
  }

  /** A frame was wrong: the load ends with what arrived whole, then the call fails. */
  private void refuse(AdjutantException why) {
    over = true;
    refusal = why;
    @Nullable Intake files = intake;
    if (files == null) {
      news.fail(why);
    } else {
      files.abort();
    }
  }

  @Override
  public void onError(Throwable gone) {
    abort();
  }

  private void abort() {
    over = true;
    @Nullable Intake files = intake;
    if (files != null) {
      files.abort();
    }
  }

  @Override
  public void onCompleted() {
    if (over) {
      return;
    }
    @Nullable Intake files = intake;
    if (files == null) {
      refuse(badOrder("the stream ended without a load"));
    } else {
      files.abort(); // does nothing after the finish frame
    }
  }

  @Override
  public boolean started(LoadSnapshot load) {
    return send(LoadDocumentsResponse.newBuilder().setStarted(LoadMessages.counts(load)).build());
  }

  @Override
  public boolean document(DocumentOutcome outcome) {
    return send(
        LoadDocumentsResponse.newBuilder().setDocument(LoadMessages.result(outcome)).build());
  }

  @Override
  public boolean progress(LoadSnapshot load) {
    return send(LoadDocumentsResponse.newBuilder().setProgress(LoadMessages.counts(load)).build());
  }

  @Override
  public boolean finished(LoadSnapshot load) {
    @Nullable AdjutantException why = refusal;
    if (why != null) {
      news.fail(why);
      return true;
    }
    boolean heard =
        send(LoadDocumentsResponse.newBuilder().setFinished(LoadMessages.whole(load)).build());
    news.complete();
    return heard;
  }

  private boolean send(LoadDocumentsResponse message) {
    try {
      news.send(message);
      return true;
    } catch (StatusRuntimeException gone) {
      return false;
    }
  }
}

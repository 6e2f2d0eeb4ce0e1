package ai.adjutant.retriever.service;

import ai.adjutant.chassis.transport.BlockingStreamObserver;
import ai.adjutant.retrieval.v1.ReindexCorpusResponse;
import ai.adjutant.retriever.load.DocumentOutcome;
import ai.adjutant.retriever.load.LoadListener;
import ai.adjutant.retriever.load.LoadSnapshot;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;

/** News of a rebuild, which goes on when nobody reads them. The load's thread alone writes. */
final class ReindexStream implements LoadListener {
  private final BlockingStreamObserver<ReindexCorpusResponse> news;
  private boolean gone;

  /** Used within the handler, before it returns. */
  ReindexStream(StreamObserver<ReindexCorpusResponse> observer) {
    news = new BlockingStreamObserver<>(observer);
  }

  @Override
  public boolean started(LoadSnapshot load) {
    return send(ReindexCorpusResponse.newBuilder().setStarted(LoadMessages.counts(load)));
  }

  @Override
  public boolean document(DocumentOutcome outcome) {
    return outcome.change() != DocumentOutcome.Change.FAILED
        || send(ReindexCorpusResponse.newBuilder().setFailed(LoadMessages.result(outcome)));
  }

  @Override
  public boolean progress(LoadSnapshot load) {
    return send(ReindexCorpusResponse.newBuilder().setProgress(LoadMessages.counts(load)));
  }

  @Override
  public boolean finished(LoadSnapshot load) {
    send(ReindexCorpusResponse.newBuilder().setFinished(LoadMessages.whole(load)));
    if (!gone) {
      news.complete();
    }
    return true;
  }

  /** Never says that nobody listens: that would end a load. */
  private boolean send(ReindexCorpusResponse.Builder message) {
    if (!gone) {
      try {
        news.send(message.build());
      } catch (StatusRuntimeException e) {
        gone = true;
      }
    }
    return true;
  }
}

package ai.adjutant.retriever.service;

import ai.adjutant.retrieval.v1.Change;
import ai.adjutant.retrieval.v1.DocumentResult;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadState;
import ai.adjutant.retriever.load.DocumentOutcome;
import ai.adjutant.retriever.load.LoadSnapshot;

/** Loads as the contracts write them. */
final class LoadMessages {
  private LoadMessages() {}

  /** The load, with the failures it keeps. */
  static Load whole(LoadSnapshot load) {
    Load.Builder message = counts(load).toBuilder();
    for (DocumentOutcome failure : load.failures()) {
      message.addFailures(result(failure));
    }
    return message.build();
  }

  /** The load without its failures, for news that come often. */
  static Load counts(LoadSnapshot load) {
    return Load.newBuilder()
        .setName(ResourceNames.load(load.corpus(), load.id()))
        .setState(
            switch (load.state()) {
              case RUNNING -> LoadState.LOAD_STATE_RUNNING;
              case SUCCEEDED -> LoadState.LOAD_STATE_SUCCEEDED;
              case CANCELLED -> LoadState.LOAD_STATE_CANCELLED;
              case FAILED -> LoadState.LOAD_STATE_FAILED;
            })
        .setAddedCount(load.count(DocumentOutcome.Change.ADDED))
        .setChangedCount(load.count(DocumentOutcome.Change.CHANGED))
        .setUnchangedCount(load.count(DocumentOutcome.Change.UNCHANGED))
        .setRemovedCount(load.count(DocumentOutcome.Change.REMOVED))
        .setFailedCount(load.count(DocumentOutcome.Change.FAILED))
        .setFileCount(load.files())
        .setByteCount(load.bytes())
        .setChunkCount(load.chunks())
        .setStartTime(Times.of(load.startTime()))
        .setElapsed(Times.of(load.elapsed()))
        .addAllWarnings(load.warnings())
        .setExpectedFileCount(load.expectedFiles())
        .setCorpusDocumentCount(load.corpusDocuments())
        .setCorpusChunkCount(load.corpusChunks())
        .build();
  }

  static DocumentResult result(DocumentOutcome outcome) {
    return DocumentResult.newBuilder()
        .setDocument(outcome.document())
        .setChange(
            switch (outcome.change()) {
              case ADDED -> Change.CHANGE_ADDED;
              case CHANGED -> Change.CHANGE_CHANGED;
              case UNCHANGED -> Change.CHANGE_UNCHANGED;
              case REMOVED -> Change.CHANGE_REMOVED;
              case FAILED -> Change.CHANGE_FAILED;
            })
        .setMessage(outcome.message())
        .setReason(outcome.reason())
        .addAllWarnings(outcome.warnings())
        .setChunkCount(outcome.chunkCount())
        .build();
  }
}

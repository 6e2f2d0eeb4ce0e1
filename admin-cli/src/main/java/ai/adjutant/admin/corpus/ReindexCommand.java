package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Progress;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadState;
import ai.adjutant.retrieval.v1.ReindexCorpusRequest;
import ai.adjutant.retrieval.v1.ReindexCorpusResponse;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code corpus reindex}. */
@Command(
    name = "reindex",
    description = {
      "Make the index of a corpus anew from the originals that are kept.",
      "For a corpus whose index is lost, damaged, or of another version, and for new vectors after"
          + " a change of the encoder. An index that serves goes on until the new one takes its"
          + " place."
    })
final class ReindexCommand extends GatewayCommand {
  @Parameters(paramLabel = "NAME", description = "Name of the corpus.")
  private String name = "";

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    ReindexCorpusRequest request =
        ReindexCorpusRequest.newBuilder().setName(Names.corpus(name)).build();
    Progress progress = new Progress(terminal, "documents");
    @Nullable Load finished = null;
    try {
      Iterator<ReindexCorpusResponse> events = gateway.reindexing().reindexCorpus(request);
      while (events.hasNext()) {
        ReindexCorpusResponse next = events.next();
        switch (next.getEventCase()) {
          case PROGRESS -> at(progress, next.getProgress());
          case FINISHED -> finished = next.getFinished();
          case STARTED, FAILED, EVENT_NOT_SET -> {}
        }
      }
    } finally {
      progress.end();
    }
    if (finished == null) {
      throw new IllegalStateException("the server ended a rebuild without its result");
    }
    return report(terminal, finished);
  }

  private static void at(Progress progress, Load load) {
    double share = (double) load.getFileCount() / Math.max(1, load.getExpectedFileCount());
    progress.at(load.getAddedCount() + load.getFailedCount(), Math.min(1, share));
  }

  private ExitCode report(Terminal terminal, Load load) {
    double seconds = load.getElapsed().getSeconds() + load.getElapsed().getNanos() / 1e9;
    boolean done = load.getState() == LoadState.LOAD_STATE_SUCCEEDED;
    load.getWarningsList().forEach(w -> terminal.note("warning: %s", Terminal.safe(w)));
    if (terminal.json()) {
      terminal.result(
          LoadReport.failuresAndWarnings(
                  Terminal.object()
                      .put("corpus", name)
                      .put("reindexed", done)
                      .put("documents", load.getAddedCount()),
                  load)
              .put("chunks", load.getChunkCount())
              .put("seconds", seconds));
    } else {
      terminal.line(
          "%s: %d documents made again, %d failed; %d chunks in %.1f s",
          done ? "reindexed" : "not reindexed, nothing was changed",
          load.getAddedCount(),
          load.getFailedCount(),
          load.getChunkCount(),
          seconds);
      LoadReport.warnOfFailures(terminal, load);
    }
    return switch (load.getState()) {
      case LOAD_STATE_SUCCEEDED ->
          load.getFailedCount() == 0 ? ExitCode.DONE : ExitCode.DONE_IN_PART;
      case LOAD_STATE_CANCELLED -> ExitCode.INTERRUPTED;
      case LOAD_STATE_FAILED, LOAD_STATE_RUNNING, LOAD_STATE_UNSPECIFIED, UNRECOGNIZED ->
          load.getFailedCount() > 0 ? ExitCode.INPUT_REFUSED : ExitCode.NOT_AVAILABLE;
    };
  }
}

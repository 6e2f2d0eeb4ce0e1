package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.House;
import ai.adjutant.admin.client.HouseCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Progress;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.retrieval.v1.Change;
import ai.adjutant.retrieval.v1.DocumentResult;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadStart;
import ai.adjutant.retrieval.v1.LoadState;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corpus load}. */
@Command(
    name = "load",
    description = {
      "Load files and folders into a corpus.",
      "What stands there unchanged is left alone; what changed is replaced."
    })
public final class LoadCommand extends HouseCommand {
  private static final int WARNINGS_SHOWN = 10;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the corpus.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files and folders; documents are named by their path below each.")
  private List<Path> paths = List.of();

  @Option(names = "--dry-run", description = "Say what would change, change nothing.")
  private boolean dryRun;

  @Option(
      names = "--prune",
      description = "Remove documents of the corpus that these paths do not hold.")
  private boolean prune;

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      defaultValue = "",
      description = "Classification label of documents that state none.")
  private String label = "";

  @Option(
      names = "--metadata",
      paramLabel = "KEY=VALUE",
      description = "Metadata of every document of this load; may be repeated.")
  private Map<String, String> metadata = new LinkedHashMap<>();

  @Override
  protected ExitCode run(House house, Terminal terminal) throws IOException {
    Folder folder = Folder.of(paths);
    LoadStart start =
        LoadStart.newBuilder()
            .setParent(Names.corpus(name))
            .setDryRun(dryRun)
            .setPrune(prune)
            .setLabel(label)
            .putAllMetadata(metadata)
            .build();
    return report(terminal, load(house, terminal, start, folder), folder);
  }

  /** Loads a folder with its progress shown. */
  public static Load load(House house, Terminal terminal, String corpus, Path path)
      throws IOException {
    LoadStart start = LoadStart.newBuilder().setParent(Names.corpus(corpus)).build();
    return load(house, terminal, start, Folder.of(List.of(path)));
  }

  private static Load load(House house, Terminal terminal, LoadStart start, Folder folder)
      throws IOException {
    Progress progress = new Progress(terminal, "documents");
    long files = Math.max(1, folder.files().size());
    long bytes = Math.max(1, folder.bytes());
    List<DocumentResult> warned = new ArrayList<>();
    try {
      return Upload.run(
          house,
          start,
          folder,
          new Upload.Listener() {
            @Override
            public void document(DocumentResult result) {
              if (result.getWarningsCount() > 0 && warned.size() < WARNINGS_SHOWN) {
                warned.add(result);
              }
            }

            @Override
            public void progress(Load load) {
              long done = documents(load);
              double sent = (double) load.getByteCount() / bytes;
              progress.at(done, Math.min(sent, files > 1 ? (double) done / files : sent));
            }
          });
    } finally {
      progress.end();
      for (DocumentResult result : warned) {
        result
            .getWarningsList()
            .forEach(w -> terminal.note("warning: %s: %s", result.getDocument(), Terminal.safe(w)));
      }
    }
  }

  private static long documents(Load load) {
    return load.getAddedCount()
        + load.getChangedCount()
        + load.getUnchangedCount()
        + load.getFailedCount();
  }

  private ExitCode report(Terminal terminal, Load load, Folder folder) {
    long failed = load.getFailedCount() + folder.unreadable().size();
    double seconds = load.getElapsed().getSeconds() + load.getElapsed().getNanos() / 1e9;
    load.getWarningsList().forEach(w -> terminal.note("warning: %s", Terminal.safe(w)));
    if (terminal.json()) {
      terminal.result(json(load, folder, seconds));
    } else {
      terminal.line(
          "%s%d added, %d changed, %d unchanged, %d removed, %d failed; %d documents, %d chunks in"
              + " %.1f s",
          dryRun ? "would be: " : "",
          load.getAddedCount(),
          load.getChangedCount(),
          load.getUnchangedCount(),
          load.getRemovedCount(),
          failed,
          load.getCorpusDocumentCount(),
          load.getCorpusChunkCount(),
          seconds);
      load.getFailuresList()
          .forEach(f ->
              terminal.warn(
                  "failed: " + Terminal.safe(f.getDocument()) + ": " + Terminal.safe(reason(f))));
      folder.unreadable().forEach(u -> terminal.warn("failed: " + u.name() + ": " + u.reason()));
    }
    if (load.getState() == LoadState.LOAD_STATE_FAILED) {
      return ExitCode.NOT_AVAILABLE;
    }
    if (load.getState() == LoadState.LOAD_STATE_CANCELLED) {
      terminal.warn("the server ended the load; what it reported as loaded stays, load again");
      return ExitCode.NOT_AVAILABLE;
    }
    if (failed == 0) {
      return ExitCode.DONE;
    }
    return documents(load) > load.getFailedCount() ? ExitCode.DONE_IN_PART : ExitCode.INPUT_REFUSED;
  }

  private static ObjectNode json(Load load, Folder folder, double seconds) {
    ObjectNode result =
        Terminal.object()
            .put("added", load.getAddedCount())
            .put("changed", load.getChangedCount())
            .put("unchanged", load.getUnchangedCount())
            .put("removed", load.getRemovedCount());
    ArrayNode failures = result.putArray("failed");
    for (DocumentResult failure : load.getFailuresList()) {
      if (failure.getChange() == Change.CHANGE_FAILED) {
        failures.addObject().put("file", failure.getDocument()).put("reason", reason(failure));
      }
    }
    for (Folder.Unreadable unreadable : folder.unreadable()) {
      failures.addObject().put("file", unreadable.name()).put("reason", unreadable.reason());
    }
    ArrayNode warnings = Terminal.object().putArray("warnings");
    load.getWarningsList().forEach(warnings::add);
    result
        .put("documents", load.getCorpusDocumentCount())
        .put("chunks", load.getCorpusChunkCount())
        .put("seconds", seconds)
        .set("warnings", warnings);
    return result;
  }

  private static String reason(DocumentResult failure) {
    return failure.getReason().isEmpty()
        ? failure.getMessage()
        : failure.getReason() + ": " + failure.getMessage();
  }
}

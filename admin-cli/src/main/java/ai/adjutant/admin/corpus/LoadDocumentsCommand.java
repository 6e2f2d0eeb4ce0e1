package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.client.QuestionFile;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Progress;
import ai.adjutant.admin.terminal.Terminal;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corpus load}. */
@Command(
    name = "load",
    description = {
      "Load files and folders into a corpus.",
      "What is there unchanged is left alone; what changed is replaced. Label, dates and"
          + " metadata given here win over what a document states itself, and those of single files"
          + " (--manifest) over those of all."
    })
public final class LoadDocumentsCommand extends GatewayCommand {
  private static final int WARNINGS_SHOWN = 10;
  private static final int SKIPPED_SHOWN = 20;
  private static final String NO_FILES =
      "there is no file to load below these paths; hidden files, and links out of a folder, are"
          + " left out";

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
      description = "Classification label of every document of this load.")
  private String label = "";

  @Option(
      names = "--effective-from",
      paramLabel = "DATE",
      defaultValue = "",
      description = "Every document of this load is in force from then, such as 2026-11-24 (UTC).")
  private String effectiveFrom = "";

  @Option(
      names = "--effective-until",
      paramLabel = "DATE",
      defaultValue = "",
      description = "Every document of this load is in force until before then.")
  private String effectiveUntil = "";

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "JSON Lines, one for each file of which something is stated: {\"path\", \"label\","
              + " \"effective_from\", \"effective_until\", \"metadata\": {}}.")
  private @Nullable Path manifest;

  @Option(
      names = "--follow-links",
      description = "Follow links that lead out of a folder too; they are skipped otherwise.")
  private boolean followLinks;

  @Option(
      names = {"--meta", "--metadata"},
      paramLabel = "KEY=VALUE",
      description = "Metadata of every document of this load; may be repeated.")
  private Map<String, String> metadata = new LinkedHashMap<>();

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    LoadStart start = start();
    Folder folder = Folder.of(paths, followLinks ? Folder.Links.ALL : Folder.Links.WITHIN);
    FileStatements statements =
        manifest == null ? FileStatements.none() : FileStatements.read(manifest, folder);
    return report(terminal, load(gateway, terminal, start, folder, statements), folder);
  }

  private LoadStart start() {
    LoadStart.Builder start =
        LoadStart.newBuilder()
            .setParent(Names.corpus(name))
            .setDryRun(dryRun)
            .setPrune(prune)
            .setLabel(label)
            .putAllMetadata(metadata);
    FileStatements.MISPLACED.forEach((key, flag) -> {
      if (metadata.containsKey(key)) {
        throw new CommandFailure(
            ExitCode.WRONG_USAGE,
            "--meta " + key + "=… would be without effect; give it with " + flag);
      }
    });
    if (!effectiveFrom.isEmpty()) {
      start.setEffectiveFrom(QuestionFile.instantFlag(effectiveFrom, "--effective-from"));
    }
    if (!effectiveUntil.isEmpty()) {
      start.setEffectiveUntil(QuestionFile.instantFlag(effectiveUntil, "--effective-until"));
    }
    if (start.hasEffectiveFrom()
        && start.hasEffectiveUntil()
        && !FileStatements.isBefore(start.getEffectiveFrom(), start.getEffectiveUntil())) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE, "--effective-until is not after --effective-from");
    }
    return start.build();
  }

  /** Loads a folder with its progress shown. */
  public static Load load(GatewayClient gateway, Terminal terminal, String corpus, Path path)
      throws IOException {
    LoadStart start = LoadStart.newBuilder().setParent(Names.corpus(corpus)).build();
    Folder folder = Folder.of(List.of(path), Folder.Links.WITHIN);
    return load(gateway, terminal, start, folder, FileStatements.none());
  }

  private static Load load(
      GatewayClient gateway,
      Terminal terminal,
      LoadStart start,
      Folder folder,
      FileStatements statements)
      throws IOException {
    Progress progress = new Progress(terminal, "documents");
    long files = Math.max(1, folder.files().size());
    long bytes = Math.max(1, folder.bytes());
    List<DocumentResult> warned = new ArrayList<>();
    try {
      return Upload.run(
          gateway,
          start,
          folder,
          statements,
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
    if (folder.files().isEmpty()) {
      terminal.warn("warning: " + NO_FILES);
    }
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
      LoadReport.warnOfFailures(terminal, load);
      folder
          .unreadable()
          .forEach(u -> terminal.warn("failed: " + Terminal.safe(u.name()) + ": " + u.reason()));
      warnOfSkipped(terminal, folder.skipped());
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
    LoadReport.failuresAndWarnings(result, load);
    ArrayNode failures = result.withArrayProperty("failed");
    for (Folder.Unreadable unreadable : folder.unreadable()) {
      failures.addObject().put("file", unreadable.name()).put("reason", unreadable.reason());
    }
    if (folder.files().isEmpty()) {
      result.withArrayProperty("warnings").add(NO_FILES);
    }
    ArrayNode skipped = result.putArray("skipped");
    for (Folder.Skipped link : folder.skipped()) {
      skipped.addObject().put("file", link.name()).put("reason", link.reason());
    }
    return result
        .put("documents", load.getCorpusDocumentCount())
        .put("chunks", load.getCorpusChunkCount())
        .put("seconds", seconds);
  }

  private static void warnOfSkipped(Terminal terminal, List<Folder.Skipped> skipped) {
    skipped.stream()
        .limit(SKIPPED_SHOWN)
        .forEach(
            link -> terminal.warn("skipped: " + Terminal.safe(link.name()) + ": " + link.reason()));
    if (!skipped.isEmpty()) {
      terminal.warn(skipped.size() + " links were skipped");
    }
  }
}

package ai.adjutant.admin.model;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.hub.Choice;
import ai.adjutant.admin.hub.Hub;
import ai.adjutant.admin.hub.HubFile;
import ai.adjutant.admin.terminal.ByteCount;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model pull}. */
@Command(
    name = "pull",
    description = {
      "Fetch a model from a hub and bring it in.",
      "A pull that was cut goes on where it stopped; every file is checked against its digest.",
      "The files stay in their directory, so that the next pull fetches only what changed."
    })
final class PullCommand extends GatewayCommand {
  private static final Pattern REPOSITORY =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}(/[A-Za-z0-9][A-Za-z0-9._-]{0,127})?");

  @Parameters(paramLabel = "REPO", description = "The repository, as OWNER/NAME.")
  private String repository = "";

  @Option(
      names = "--revision",
      paramLabel = "R",
      defaultValue = "main",
      description = "Branch, tag or commit (default: ${DEFAULT-VALUE}).")
  private String revision = "";

  @Option(
      names = "--variant",
      paramLabel = "V",
      defaultValue = "",
      description = "The graph model_V.onnx, such as q4, int8, fp16 (default: model.onnx).")
  private String variant = "";

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description = "Fetch the files that match instead; may be repeated.")
  private List<String> include = List.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "What the model is called (default: the repository's name).")
  private String name = "";

  @Option(names = "--replace", description = "Replace the model of that name.")
  private boolean replace;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where the files go (default: ~/.cache/adjutant/models/OWNER--NAME).")
  private @Nullable Path directory;

  @Option(
      names = "--models-cache",
      hidden = true,
      defaultValue = "${sys:user.home}/.cache/adjutant/models")
  private Path cache = Path.of("");

  @Mixin private HubOptions hubOptions = new HubOptions();

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    if (!REPOSITORY.matcher(repository).matches()) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE, "'" + repository + "' is no repository, such as OWNER/NAME");
    }
    String called = name.isEmpty() ? repository.substring(repository.indexOf('/') + 1) : name;
    Path chosen = directory;
    Path target = chosen == null ? cache.resolve(repository.replace("/", "--")) : chosen;
    List<ModelFiles.ModelFile> files;
    try (Hub hub = hubOptions.open(repository, revision)) {
      List<HubFile> all = hub.files();
      Choice choice = include.isEmpty() ? Choice.of(all, variant) : Choice.matching(all, include);
      if (choice.files().size() > ModelFiles.FILES_MAX) {
        throw new CommandFailure(
            ExitCode.INPUT_REFUSED,
            choice.files().size() + " files match; at most " + ModelFiles.FILES_MAX + " are taken");
      }
      ModelUpload.mayCome(gateway, called, replace);
      files = download(terminal, hub, choice, target);
    }
    ModelView.show(terminal, new ModelUpload(terminal, files).run(gateway, called, replace));
    return ExitCode.DONE;
  }

  private static List<ModelFiles.ModelFile> download(
      Terminal terminal, Hub hub, Choice choice, Path target) throws IOException {
    terminal.note(
        "%d files, %s, to %s", choice.files().size(), ByteCount.of(choice.bytes()), target);
    ModelUpload.Meter meter = new ModelUpload.Meter(terminal, choice.bytes());
    List<ModelFiles.ModelFile> files = new ArrayList<>();
    long before = 0;
    try {
      for (HubFile file : choice.files()) {
        Path place = target.resolve(choice.name(file));
        long done = before;
        hub.download(file, place, arrived -> meter.at(done + arrived));
        files.add(new ModelFiles.ModelFile(place, choice.name(file), Files.size(place)));
        before += file.bytes();
      }
    } finally {
      meter.end();
    }
    return files;
  }
}

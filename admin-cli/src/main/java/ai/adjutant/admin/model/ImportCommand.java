package ai.adjutant.admin.model;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model import}. */
@Command(
    name = "import",
    description = {
      "Bring a model's directory in: it is checked, described and loaded.",
      "Hidden files are left out; links that lead out of the directory are refused."
    })
final class ImportCommand extends GatewayCommand {
  @Parameters(paramLabel = "PATH", description = "The model's directory.")
  private Path path = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "What the model is called (default: the directory's name).")
  private String name = "";

  @Option(names = "--replace", description = "Replace the model of that name.")
  private boolean replace;

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    List<ModelFiles.ModelFile> files = ModelFiles.of(path);
    String called = name.isEmpty() ? path.toRealPath().getFileName().toString() : name;
    ModelUpload.mayCome(gateway, called, replace);
    ModelView.show(terminal, new ModelUpload(terminal, files).run(gateway, called, replace));
    return ExitCode.DONE;
  }
}

package ai.adjutant.admin;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: a script for bash and zsh. */
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh: source <(adjutant completion)")
final class CompletionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec present = spec;
    if (present == null) {
      throw new IllegalStateException("picocli injects the command's own specification");
    }
    present
        .commandLine()
        .getOut()
        .print(AutoComplete.bash("adjutant", present.root().commandLine()));
    present.commandLine().getOut().flush();
    return 0;
  }
}

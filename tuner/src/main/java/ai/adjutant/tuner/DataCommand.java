package ai.adjutant.tuner;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands that make examples. */
@Command(
    name = "data",
    description = "Makes examples to learn from or to measure by.",
    mixinStandardHelpOptions = true,
    subcommands = {ReaderDataCommand.class, OwnDataCommand.class})
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "which examples? Give: reader or questions");
  }
}

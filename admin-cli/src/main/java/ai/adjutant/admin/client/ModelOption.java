package ai.adjutant.admin.client;

import picocli.CommandLine.Option;

/** The language model that a command means. */
public final class ModelOption {
  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      defaultValue = "",
      description = "Name of the model (default: the server's).")
  private String model = "";

  /** As it was typed; empty for the server's. */
  public String name() {
    return model;
  }
}

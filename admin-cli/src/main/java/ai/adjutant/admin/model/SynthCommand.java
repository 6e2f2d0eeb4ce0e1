package ai.adjutant.admin.model;

import ai.adjutant.admin.client.TerminalCommand;
import ai.adjutant.admin.terminal.ByteCount;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.synth.NamedShape;
import ai.adjutant.onnx.synth.SyntheticCache;
import ai.adjutant.onnx.synth.SyntheticModel;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model synth}. */
@Command(
    name = "synth",
    description = {
      "Write a model with generated weights, for benchmarks and tests where there are none.",
      "It is served like any other ('model import'), and speaks nonsense."
    })
final class SynthCommand extends TerminalCommand {
  @Parameters(paramLabel = "DIRECTORY", description = "Where it goes; empty, or not there yet.")
  private Path directory = Path.of("");

  @Option(
      names = "--shape",
      required = true,
      paramLabel = "smollm2-135m|qwen2.5-0.5b|tiny",
      description = "Whose layers, widths and vocabulary it has.")
  private String shape = "";

  @Option(
      names = "--bits",
      paramLabel = "4|8|32",
      defaultValue = "4",
      description = "Bits of a weight (default: ${DEFAULT-VALUE}).")
  private int bits;

  @Option(
      names = "--block",
      paramLabel = "32|64|128|row",
      defaultValue = "32",
      description = {
        "Weights that share a scale, below 32 bits (default: ${DEFAULT-VALUE}).",
        "A whole row, at 8 bits, also gives each token's activations one scale."
      })
  private String block = "";

  @Option(
      names = "--cache",
      paramLabel = "float32|int8",
      defaultValue = "float32",
      description = "Numbers that it remembers of each token (default: ${DEFAULT-VALUE}).")
  private String cache = "";

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed writes the same weights (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  protected ExitCode run(Terminal terminal) throws IOException {
    NamedShape named = NamedShape.of(shape);
    Precision precision = Precision.of(bits, Precision.block(block));
    SyntheticCache remembered = SyntheticCache.of(cache);
    terminal.note("writing %s with weights of %d bits", shape, bits);
    Path graph = SyntheticModel.write(directory, named, precision, remembered, seed);
    long bytes = ModelFiles.of(directory).stream().mapToLong(ModelFiles.ModelFile::bytes).sum();
    if (terminal.json()) {
      terminal.result(
          Terminal.object()
              .put("directory", directory.toString())
              .put("graph", directory.relativize(graph).toString())
              .put("shape", shape)
              .put("bits", bits)
              .put("block", block)
              .put("cache", cache)
              .put("seed", seed)
              .put("bytes", bytes));
    } else {
      terminal.line(
          "%s: %s; './adjutant model import %s' serves it",
          directory, ByteCount.of(bytes), directory);
    }
    return ExitCode.DONE;
  }
}

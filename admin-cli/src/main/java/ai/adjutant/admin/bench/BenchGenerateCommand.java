package ai.adjutant.admin.bench;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.ModelOption;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench generate}. */
@Command(
    name = "generate",
    description = {
      "Generate in several streams at once and show rates and waiting times, as clients see them.",
      "Prompts are random token ids; tokens that end a text are biased away."
    })
public final class BenchGenerateCommand extends GatewayCommand {
  private static final int STREAMS_MAX = 4_096;
  private static final int TOKENS_MAX = 1_000_000;
  private static final int ROUNDS_MAX = 1_000;

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--streams",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many at once (default: ${DEFAULT-VALUE}).")
  private int streams;

  @Option(
      names = "--prompt-tokens",
      paramLabel = "P",
      defaultValue = "256",
      description = "Tokens of each prompt (default: ${DEFAULT-VALUE}).")
  private int promptTokens;

  @Option(
      names = "--new-tokens",
      paramLabel = "T",
      defaultValue = "64",
      description = "Tokens that each generates (default: ${DEFAULT-VALUE}).")
  private int newTokens;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of the prompts (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "1",
      description = "Rounds of the same load before, not counted (default: ${DEFAULT-VALUE}).")
  private int warmup;

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      defaultValue = "256",
      description = "Ids of the prompts are drawn below this (default: ${DEFAULT-VALUE}).")
  private int vocabulary;

  @Option(
      names = "--end-ids",
      paramLabel = "ID",
      split = ",\\s*",
      splitSynopsisLabel = ",",
      description = "Tokens that end a text (default: those that the tokenizer knows).")
  private @Nullable List<Integer> endIds;

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    range("--streams", streams, 1, STREAMS_MAX);
    range("--prompt-tokens", promptTokens, 1, TOKENS_MAX);
    range("--new-tokens", newTokens, 1, TOKENS_MAX);
    range("--warmup", warmup, 0, ROUNDS_MAX);
    range("--vocabulary", vocabulary, 1, Integer.MAX_VALUE);
    List<Integer> known = endIds;
    List<Integer> ends = known == null ? EndTokens.of(gateway, model.name()) : known;
    Streams load = new Streams(model.name(), streams, promptTokens, newTokens, vocabulary, ends);
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 1; round <= warmup; round++) {
      terminal.note("warm-up %d of %d", round, warmup);
      var unused = load.run(gateway, random.split(), () -> {});
    }
    terminal.note("%d streams, %d + %d tokens each", streams, promptTokens, newTokens);
    EngineWatch watch = new EngineWatch(gateway, model.name());
    Streams.Run run = load.run(gateway, random.split(), watch::look);
    BenchReport report =
        new BenchReport(load, seed, Measured.of(run.traces()), run.refused(), watch.seen());
    if (terminal.json()) {
      terminal.result(report.json());
    } else {
      report.lines().forEach(line -> terminal.line("%s", line));
    }
    if (run.refused() > 0) {
      terminal.warn(run.refused() + " of " + streams + " streams were refused: the server is full");
      return ExitCode.DONE_IN_PART;
    }
    return ExitCode.DONE;
  }

  private static void range(String option, int value, int low, int high) {
    if (value < low || value > high) {
      throw new CommandFailure(
          ExitCode.WRONG_USAGE, option + " " + value + " is not between " + low + " and " + high);
    }
  }
}

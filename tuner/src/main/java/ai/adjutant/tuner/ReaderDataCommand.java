package ai.adjutant.tuner;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.pairs.Part;
import ai.adjutant.tuner.pairs.ReaderData;
import ai.adjutant.tuner.pairs.Shares;
import ai.adjutant.tuner.triples.TripleFile;
import ai.adjutant.tuner.triples.TriplesReason;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a reader's examples by rule. */
@Command(
    name = "reader",
    description = "Makes a reader's questions and claims by rule, in English.",
    mixinStandardHelpOptions = true)
final class ReaderDataCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.jsonl.gz",
      description = "Where the questions go.")
  private Path out = Path.of("");

  @Option(
      names = "--claims-out",
      paramLabel = "FILE.jsonl.gz",
      description = "Where the claims go; none are made without it.")
  private Optional<Path> claimsOut = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "17",
      paramLabel = "N",
      description = "The same gives the same rows (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--part",
      defaultValue = "TRAIN",
      paramLabel = "PART",
      description = "train or test; the two share no passage and no item of a made-up table.")
  private Part part = Part.TRAIN;

  @Option(
      names = "--rows",
      defaultValue = "60000",
      paramLabel = "N",
      description = "Questions and claims together, at most (default ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--shares",
      paramLabel = "GROUP=SHARE,...",
      description =
          "Parts of the rows, of original, altered, tables, claims, paraphrases. Default for train:"
              + " "
              + Shares.TRAIN
              + "; for test: "
              + Shares.TEST)
  private Optional<String> shares = Optional.empty();

  @Option(
      names = "--claims",
      paramLabel = "FILE",
      description = "Judged claims to take as well; may be given again, or be a folder.")
  private List<Path> claimSets = new ArrayList<>();

  @Option(
      names = "--claims-leave-out",
      split = ",",
      paramLabel = "SET",
      description = "Beginnings of the names of sets of judged claims that are not taken.")
  private List<String> leftOut = new ArrayList<>();

  @Parameters(
      arity = "0..*",
      paramLabel = "INPUT",
      description = "Triples (.jsonl, .jsonl.gz, folders of them) and tables (.csv, .md).")
  private List<Path> inputs = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Path> triples = new ArrayList<>();
    List<Path> tables = new ArrayList<>();
    for (Path input : inputs) {
      if (input.toString().matches(".*\\.(csv|md)")) {
        tables.add(input);
      } else {
        triples.addAll(TripleFile.files(input));
      }
    }
    if (rows < 1 || rows > 10_000_000) {
      throw new AdjutantException(
          TriplesReason.EXAMPLE_REFUSED, "--rows is " + rows + "; give 1 to 10000000");
    }
    List<Path> sets = claimSets.stream().flatMap(set -> TripleFile.files(set).stream()).toList();
    String mix = shares.orElse(part == Part.TRAIN ? Shares.TRAIN : Shares.TEST);
    ReaderData.Request request =
        new ReaderData.Request(triples, tables, sets, leftOut, part, Shares.of(mix), rows, seed);
    PrintWriter said = spec.commandLine().getOut();
    ReaderData.write(request, out, claimsOut)
        .forEach((kind, count) -> said.println(count + "\t" + kind));
    said.flush();
    return 0;
  }
}

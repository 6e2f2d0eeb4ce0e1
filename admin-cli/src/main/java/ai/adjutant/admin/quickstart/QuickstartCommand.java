package ai.adjutant.admin.quickstart;

import ai.adjutant.admin.ask.Answers;
import ai.adjutant.admin.client.Connection;
import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GlobalOptions;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.corpus.LoadDocumentsCommand;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CreateCorpusRequest;
import ai.adjutant.retrieval.v1.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quickstart}. */
@Command(
    name = "quickstart",
    description = "Start everything, load the sample corpora, ask them four questions, stop.")
public final class QuickstartCommand implements Callable<Integer> {
  private static final List<Sample> QUESTIONS =
      List.of(
          new Sample("telecom", "What does a replacement SIM card cost when the old one failed?"),
          new Sample("telecom", "My router shows a steady red light, what should I do?"),
          new Sample("military", "What is the difference between cover and concealment?"),
          new Sample("military", "Which vaccinations does a family need for a holiday in Peru?"));

  @Option(names = "--serve-command", required = true, hidden = true)
  private String serveCommand = "";

  @Option(names = "--samples", required = true, hidden = true)
  private Path samples = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for the samples' data; emptied first (default: below target).")
  private Path data = Path.of("");

  @Spec private @Nullable CommandSpec spec;

  /** A question to a sample corpus. */
  private record Sample(String corpus, String question) {}

  @Override
  public Integer call() throws IOException {
    CommandSpec present = spec;
    if (present == null) {
      throw new IllegalStateException("picocli injects the command's own specification");
    }
    GlobalOptions options = (GlobalOptions) present.root().userObject();
    Terminal terminal = options.terminal(present.commandLine());
    empty(data);
    long start = System.nanoTime();
    terminal.note("starting retriever, inference and gateway ...");
    try (ServerChild server = ServerChild.start(serveCommand, data);
        GatewayClient gateway = new GatewayClient(Connection.plaintext(server.address()))) {
      terminal.line("started on %s in %.1f s", server.address(), seconds(start));
      boolean whole = load(gateway, terminal, "telecom");
      whole &= load(gateway, terminal, "military");
      for (Sample sample : QUESTIONS) {
        ask(gateway, terminal, sample);
      }
      next(terminal);
      return (whole ? ExitCode.DONE : ExitCode.DONE_IN_PART).code();
    }
  }

  private boolean load(GatewayClient gateway, Terminal terminal, String corpus) throws IOException {
    var unused =
        gateway
            .corpora()
            .createCorpus(
                CreateCorpusRequest.newBuilder()
                    .setCorpusId(corpus)
                    .setCorpus(Corpus.getDefaultInstance())
                    .build());
    long start = System.nanoTime();
    terminal.note("loading the %s samples ...", corpus);
    Load load =
        LoadDocumentsCommand.load(
            gateway, terminal, corpus, samples.resolve(corpus).resolve("documents"));
    double seconds = seconds(start);
    terminal.line(
        "loaded %s: %d documents, %d chunks in %.1f s (%.0f chunks/s)",
        corpus,
        load.getCorpusDocumentCount(),
        load.getCorpusChunkCount(),
        seconds,
        load.getCorpusChunkCount() / seconds);
    load.getFailuresList()
        .forEach(f -> terminal.warn("failed: " + f.getDocument() + ": " + f.getMessage()));
    return load.getFailedCount() == 0;
  }

  private static void ask(GatewayClient gateway, Terminal terminal, Sample sample) {
    terminal.line("");
    terminal.line("%s? %s", sample.corpus(), sample.question());
    Answers.print(
        terminal,
        Answers.ask(
            gateway,
            AskRequest.newBuilder()
                .setParent(Names.corpus(sample.corpus()))
                .setQuestion(sample.question())
                .build()));
  }

  private static void next(Terminal terminal) {
    terminal.line("");
    terminal.line("Next, with a folder of your own:");
    terminal.line("  ./adjutant serve &");
    terminal.line(
        "  ./adjutant corpus create mine && ./adjutant corpus load mine PATH-TO-YOUR-FOLDER");
    terminal.line("  ./adjutant ask -c mine \"your question\"");
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

package ai.adjutant.admin;

import ai.adjutant.admin.ask.AskCommand;
import ai.adjutant.admin.ask.ChatCommand;
import ai.adjutant.admin.bench.BenchCommand;
import ai.adjutant.admin.corpus.CorpusCommand;
import ai.adjutant.admin.document.DocumentCommand;
import ai.adjutant.admin.evaluate.EvaluateCommand;
import ai.adjutant.admin.generate.GenerateCommand;
import ai.adjutant.admin.generate.ScoreCommand;
import ai.adjutant.admin.key.KeyCommand;
import ai.adjutant.admin.model.ModelCommand;
import ai.adjutant.admin.quickstart.QuickstartCommand;
import ai.adjutant.admin.search.SearchCommand;
import ai.adjutant.admin.status.StatusCommand;
import ai.adjutant.admin.tls.TlsCommand;
import ai.adjutant.admin.tokenize.TokenizeCommand;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands, in the order of the help. To read the options of them all takes longer than most
 * commands do, so that one which no argument names is there in name and description alone.
 */
enum Subcommand {
  QUICKSTART("Start everything, load the sample corpora, ask them four questions, stop."),
  SERVE("Start the services: all in one process, or one alone."),
  CONFIG("Show and check the settings of the services, without starting them."),
  STATUS("Show the state of the services, what computes, and what the engine is doing."),
  CORPUS("Create, load, show and delete corpora."),
  DOCUMENT("List, show and delete documents."),
  SEARCH("Search a corpus."),
  ASK("Ask a corpus a question."),
  CHAT("Ask question after question; each knows the turns before it."),
  MODEL("Show what inference can run, bring models in, load and unload them."),
  GENERATE("Let a language model go on from a text, a conversation or token ids."),
  SCORE("Show how likely a language model finds each token of a text but the first."),
  TOKENIZE("Turn texts into token ids: one text a line in, one JSON array of ids a line out."),
  TLS("Make the certificates with which services and clients know each other."),
  KEY("Create, list and revoke the keys with which clients call the gateway."),
  BENCH("Measure a running server."),
  EVALUATE("Measure retrieval, reading and answers on judged questions."),
  TUNE("Train small models on this machine."),
  COMPLETION("Print a completion script for bash and zsh: source <(adjutant completion)");

  private final String description;

  Subcommand(String description) {
    this.description = description;
  }

  /** What users type. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The class; a switch, so that only what is asked for is loaded. */
  private Class<?> type() {
    return switch (this) {
      case QUICKSTART -> QuickstartCommand.class;
      case SERVE -> LaunchedCommands.Serve.class;
      case CONFIG -> LaunchedCommands.Config.class;
      case STATUS -> StatusCommand.class;
      case CORPUS -> CorpusCommand.class;
      case DOCUMENT -> DocumentCommand.class;
      case SEARCH -> SearchCommand.class;
      case ASK -> AskCommand.class;
      case CHAT -> ChatCommand.class;
      case MODEL -> ModelCommand.class;
      case GENERATE -> GenerateCommand.class;
      case SCORE -> ScoreCommand.class;
      case TOKENIZE -> TokenizeCommand.class;
      case TLS -> TlsCommand.class;
      case KEY -> KeyCommand.class;
      case BENCH -> BenchCommand.class;
      case EVALUATE -> EvaluateCommand.class;
      case TUNE -> LaunchedCommands.Tune.class;
      case COMPLETION -> CompletionCommand.class;
    };
  }

  /** Adds the commands that these arguments may mean, and the names of the others. */
  static void addTo(CommandLine root, List<String> arguments) {
    // The script of completion lists every option; a file of arguments is not read yet.
    boolean all =
        arguments.contains(COMPLETION.word())
            || arguments.stream().anyMatch(argument -> argument.startsWith("@"));
    for (Subcommand command : values()) {
      boolean asked = all || arguments.contains(command.word());
      root.addSubcommand(command.word(), asked ? command.type() : command.named());
    }
  }

  private CommandSpec named() {
    CommandSpec spec = CommandSpec.create().name(word());
    spec.usageMessage().description(description);
    return spec;
  }
}

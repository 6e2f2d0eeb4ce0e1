package ai.adjutant.admin.ask;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.JsonLines;
import ai.adjutant.admin.client.LegMode;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.client.QuestionFile;
import ai.adjutant.admin.search.RerankOption;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ask}. */
@Command(name = "ask", description = "Ask a corpus a question.")
public final class AskCommand extends GatewayCommand {
  @Option(
      names = {"-c", "--corpus"},
      required = true,
      paramLabel = "NAME",
      description = "Name of the corpus.")
  private String corpus = "";

  @Parameters(arity = "1..*", paramLabel = "QUESTION", description = "The question.")
  private List<String> question = List.of();

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "JSON Lines of turns before: {speaker: user|agent, text, outcome?, citations?}; the last"
              + " two of an agent's turn as its answer gave them.")
  private @Nullable Path history;

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      defaultValue = "",
      description = "Which documents may answer, such as: label = \"public\".")
  private String filter = "";

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      defaultValue = "",
      description = "Documents in force then (default: now).")
  private String asOf = "";

  @Option(
      names = "--mode",
      paramLabel = "bm25|vector|hybrid",
      defaultValue = "hybrid",
      description = "Which legs search (default: ${DEFAULT-VALUE}).")
  private LegMode mode = LegMode.hybrid;

  @Mixin private RerankOption rerank = new RerankOption();

  @Option(
      names = "--explain",
      description =
          "Say how the answer came about: passages, evidence, what was scored, which rules fired.")
  private boolean explain;

  @Option(names = "--strict", description = "Exit with 1 when the documents do not answer.")
  private boolean strict;

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    AskRequest.Builder request =
        AskRequest.newBuilder()
            .setParent(Names.corpus(corpus))
            .setQuestion(String.join(" ", question))
            .setFilter(filter)
            .setMode(mode.message())
            .setRerank(rerank.message())
            .setExplain(explain);
    if (!asOf.isEmpty()) {
      request.setAsOf(QuestionFile.instantFlag(asOf, "--as-of"));
    }
    Path file = history;
    if (file != null) {
      List<List<Turn>> turns =
          JsonLines.read(
              file,
              (node, place) ->
                  QuestionFile.turns(
                      com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                          .arrayNode()
                          .add(node),
                      place));
      turns.forEach(request::addAllHistory);
    }
    Answer answer = Answers.ask(gateway, request.build());
    if (terminal.json()) {
      terminal.result(Answers.json(answer));
    } else {
      Answers.print(terminal, answer);
    }
    if (answer.getOutcome() == Outcome.OUTCOME_UNAVAILABLE) {
      return ExitCode.NOT_AVAILABLE;
    }
    boolean answered = answer.getOutcome() == Outcome.OUTCOME_ANSWERED;
    return strict && !answered ? ExitCode.CHECK_SAID_NO : ExitCode.DONE;
  }
}

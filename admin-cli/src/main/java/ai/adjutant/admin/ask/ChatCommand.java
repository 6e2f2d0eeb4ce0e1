package ai.adjutant.admin.ask;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.LegMode;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.client.QuestionFile;
import ai.adjutant.admin.search.RerankOption;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.AskRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chat}: questions one after another, each with the turns before it. */
@Command(
    name = "chat",
    description = {
      "Ask question after question; each knows the turns before it.",
      "/new forgets the turns, /quit (or end of input) ends."
    })
public final class ChatCommand extends GatewayCommand {
  @Option(
      names = {"-c", "--corpus"},
      required = true,
      paramLabel = "NAME",
      description = "Name of the corpus.")
  private String corpus = "";

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

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    AskRequest.Builder common =
        AskRequest.newBuilder()
            .setParent(Names.corpus(corpus))
            .setMode(mode.message())
            .setRerank(rerank.message());
    if (!asOf.isEmpty()) {
      common.setAsOf(QuestionFile.instantFlag(asOf, "--as-of"));
    }
    Conversation conversation = new Conversation(gateway, terminal, common.build());
    if (terminal.interactive()) {
      try (org.jline.terminal.Terminal screen = TerminalBuilder.builder().dumb(true).build()) {
        LineReader lines = LineReaderBuilder.builder().terminal(screen).build();
        conversation.hold(() -> typed(lines));
      }
    } else {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(options().input(), StandardCharsets.UTF_8));
      conversation.hold(lines::readLine);
    }
    return ExitCode.DONE;
  }

  private static @Nullable String typed(LineReader lines) {
    try {
      return lines.readLine("> ");
    } catch (EndOfFileException | UserInterruptException e) {
      return null;
    }
  }
}

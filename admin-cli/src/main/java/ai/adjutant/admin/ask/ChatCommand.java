package ai.adjutant.admin.ask;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.client.LegMode;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.Speaker;
import ai.adjutant.chat.v1.Turn;
import io.grpc.StatusRuntimeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code chat}: questions one after another, each with the turns before it. */
@Command(
    name = "chat",
    description = {
      "Ask question after question; each knows the turns before it.",
      "/new forgets the turns, /quit (or end of input) ends."
    })
public final class ChatCommand extends GatewayCommand {
  private static final int TURNS_MAX = 40;

  @Option(
      names = {"-c", "--corpus"},
      required = true,
      paramLabel = "NAME",
      description = "Name of the corpus.")
  private String corpus = "";

  @Option(
      names = "--mode",
      paramLabel = "bm25|vector|hybrid",
      defaultValue = "hybrid",
      description = "Which legs search (default: ${DEFAULT-VALUE}).")
  private LegMode mode = LegMode.hybrid;

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    if (terminal.interactive()) {
      try (org.jline.terminal.Terminal screen = TerminalBuilder.builder().dumb(true).build()) {
        LineReader lines = LineReaderBuilder.builder().terminal(screen).build();
        converse(gateway, terminal, () -> typed(lines));
      }
    } else {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(options().input(), StandardCharsets.UTF_8));
      converse(gateway, terminal, lines::readLine);
    }
    return ExitCode.DONE;
  }

  /** Where the next line comes from; null at the end. */
  private interface Lines {
    @Nullable String next() throws IOException;
  }

  private static @Nullable String typed(LineReader lines) {
    try {
      return lines.readLine("> ");
    } catch (EndOfFileException | UserInterruptException e) {
      return null;
    }
  }

  private void converse(GatewayClient gateway, Terminal terminal, Lines lines) throws IOException {
    List<Turn> turns = new ArrayList<>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      String question = line.strip();
      if (question.equals("/quit")) {
        return;
      }
      if (question.equals("/new")) {
        turns.clear();
        continue;
      }
      if (question.isEmpty()) {
        continue;
      }
      AskRequest request =
          AskRequest.newBuilder()
              .setParent(Names.corpus(corpus))
              .setQuestion(question)
              .setMode(mode.message())
              .addAllHistory(turns.subList(Math.max(0, turns.size() - TURNS_MAX), turns.size()))
              .build();
      Answer answer = answer(gateway, terminal, request);
      if (answer == null) {
        continue;
      }
      if (terminal.json()) {
        terminal.result(Answers.json(answer));
      } else {
        Answers.print(terminal, answer);
      }
      if (answer.getOutcome() == Outcome.OUTCOME_ANSWERED) { // a refusal is no context
        turns.add(Turn.newBuilder().setSpeaker(Speaker.SPEAKER_USER).setText(question).build());
        turns.add(
            Turn.newBuilder().setSpeaker(Speaker.SPEAKER_AGENT).setText(answer.getText()).build());
      }
    }
  }

  /** A question that is refused does not end the conversation; a server that is gone does. */
  private static @Nullable Answer answer(
      GatewayClient gateway, Terminal terminal, AskRequest request) {
    try {
      return Answers.ask(gateway, request);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != io.grpc.Status.Code.INVALID_ARGUMENT) {
        throw e;
      }
      terminal.warn(Terminal.safe(String.valueOf(e.getStatus().getDescription())));
      return null;
    }
  }
}

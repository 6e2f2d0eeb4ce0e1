package ai.adjutant.admin.ask;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.Citation;
import ai.adjutant.chat.v1.Speaker;
import ai.adjutant.chat.v1.Turn;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions one after another, each sent with the turns before it. Used by one thread. */
final class Conversation {
  private static final int TURNS_MAX = 40;

  private final GatewayClient gateway;
  private final Terminal terminal;
  private final AskRequest common;
  private final List<Turn> turns = new ArrayList<>();

  /**
   * Begins a conversation.
   *
   * @param common what all of its questions share
   */
  Conversation(GatewayClient gateway, Terminal terminal, AskRequest common) {
    this.gateway = gateway;
    this.terminal = terminal;
    this.common = common;
  }

  /** Where the next line comes from; null at the end. */
  interface Lines {
    @Nullable String next() throws IOException;
  }

  /** Takes lines until the last one, or {@code /quit}. */
  void hold(Lines lines) throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      String question = line.strip();
      if (question.equals("/quit")) {
        return;
      }
      if (question.equals("/new")) {
        turns.clear();
      } else if (!question.isEmpty()) {
        ask(question);
      }
    }
  }

  private void ask(String question) {
    Answer answer =
        answer(
            common.toBuilder()
                .setQuestion(question)
                .addAllHistory(turns.subList(Math.max(0, turns.size() - TURNS_MAX), turns.size()))
                .build());
    if (answer == null) {
      return;
    }
    if (terminal.json()) {
      terminal.result(Answers.json(answer));
    } else {
      Answers.print(terminal, answer);
    }
    turns.add(Turn.newBuilder().setSpeaker(Speaker.SPEAKER_USER).setText(question).build());
    turns.add(said(answer));
  }

  /** The answer as a turn: whether it was one, and what it was about. */
  private static Turn said(Answer answer) {
    Turn.Builder turn =
        Turn.newBuilder()
            .setSpeaker(Speaker.SPEAKER_AGENT)
            .setText(answer.getText())
            .setOutcome(answer.getOutcome());
    answer.getCitationsList().stream()
        .limit(1)
        .forEach(first ->
            turn.addCitations(
                Citation.newBuilder().setDocument(first.getDocument()).setTitle(first.getTitle())));
    return turn.build();
  }

  /** A question that is refused does not end the conversation; a server that is gone does. */
  private @Nullable Answer answer(AskRequest request) {
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

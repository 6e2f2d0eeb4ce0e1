package ai.adjutant.gateway.service;

import ai.adjutant.chassis.transport.PacedObserver;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.Delta;
import ai.adjutant.chat.v1.Retrieved;
import ai.adjutant.chat.v1.Revised;
import ai.adjutant.gateway.answer.Answer;
import ai.adjutant.gateway.answer.AnswerEvents;
import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.answer.Question;
import ai.adjutant.gateway.retrieve.Passage;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** {@code ChatService}. */
final class ChatMethods extends ChatServiceGrpc.ChatServiceImplBase {
  private final AnswerFlow flow;
  private final RequestDeadline deadline;

  ChatMethods(AnswerFlow flow, RequestDeadline deadline) {
    this.flow = flow;
    this.deadline = deadline;
  }

  @Override
  public void ask(AskRequest request, StreamObserver<AskResponse> observer) {
    PacedObserver<AskResponse> out = new PacedObserver<>(observer);
    // The handler returns, so that gRPC can report to the writer that the client is ready or gone.
    Thread.ofVirtual().name("ask-stream").start(Context.current().wrap(() -> ask(request, out)));
  }

  private void ask(AskRequest request, PacedObserver<AskResponse> out) {
    long start = System.nanoTime();
    try {
      Question question = Requests.question(request);
      Answer answer = deadline.within(() -> flow.ask(question, new Stream(out)));
      out.send(
          AskResponse.newBuilder()
              .setDone(
                  Answers.message(
                      "answers/" + UUID.randomUUID(),
                      answer,
                      Duration.ofNanos(System.nanoTime() - start)))
              .build());
      out.complete();
    } catch (Exception | Error e) { // the edge: whatever it is, the stream must end with a status
      out.fail(e);
    }
  }

  private record Stream(PacedObserver<AskResponse> out) implements AnswerEvents {
    @Override
    public void retrieved(List<Passage> passages) {
      Retrieved.Builder retrieved = Retrieved.newBuilder();
      passages.forEach(passage -> retrieved.addPassages(Answers.passage(passage)));
      out.send(AskResponse.newBuilder().setRetrieved(retrieved).build());
    }

    @Override
    public void delta(String text) {
      out.send(AskResponse.newBuilder().setDelta(Delta.newBuilder().setText(text)).build());
    }

    @Override
    public void revised(String text, String reason) {
      out.send(
          AskResponse.newBuilder()
              .setRevised(Revised.newBuilder().setText(text).setReason(reason))
              .build());
    }
  }
}

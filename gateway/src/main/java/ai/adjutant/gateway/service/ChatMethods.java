package ai.adjutant.gateway.service;

import ai.adjutant.chassis.context.IdSource;
import ai.adjutant.chassis.context.RequestContext;
import ai.adjutant.chassis.transport.BlockingStreamObserver;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.Delta;
import ai.adjutant.chat.v1.GetAnswerRequest;
import ai.adjutant.chat.v1.GetAnswerResponse;
import ai.adjutant.chat.v1.Retrieved;
import ai.adjutant.chat.v1.Revised;
import ai.adjutant.gateway.answer.AnswerEvents;
import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.answer.Question;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.retrieve.Passage;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** {@code ChatService}. */
final class ChatMethods extends ChatServiceGrpc.ChatServiceImplBase {
  private static final int ID_BYTES = 16;

  private final AnswerFlow flow;
  private final AnswerPolicy policy;
  private final QuestionLimit limit;
  private final RequestDeadline deadline;
  private final RecentAnswers recent;
  private final Clock clock;
  private final IdSource ids;

  ChatMethods(
      AnswerFlow flow,
      AnswerPolicy policy,
      QuestionLimit limit,
      RequestDeadline deadline,
      Clock clock,
      IdSource ids) {
    this.flow = flow;
    this.policy = policy;
    this.limit = limit;
    this.deadline = deadline;
    this.recent = new RecentAnswers(clock);
    this.clock = clock;
    this.ids = ids;
  }

  /** Takes a question or refuses it; runs on the transport's thread and so must never wait. */
  @Override
  public void ask(AskRequest request, StreamObserver<AskResponse> observer) {
    BlockingStreamObserver<AskResponse> out = new BlockingStreamObserver<>(observer);
    QuestionLimit.Place place = limit.take(); // last: from here on the thread gives it back
    // The handler returns, so that gRPC can report to the writer that the client is ready or gone.
    Thread.ofVirtual()
        .name("ask-stream")
        .start(Context.current().wrap(() -> answer(request, out, place)));
  }

  private void answer(
      AskRequest request, BlockingStreamObserver<AskResponse> out, QuestionLimit.Place place) {
    try {
      try (place) { // free again before the caller sees the end and asks the next question
        out.send(AskResponse.newBuilder().setDone(answer(request, out)).build());
      }
      out.complete();
    } catch (Exception | Error e) { // the edge: whatever it is, the stream must end with a status
      out.fail(e);
    }
  }

  private ai.adjutant.chat.v1.Answer answer(
      AskRequest request, BlockingStreamObserver<AskResponse> out) throws Exception {
    long start = System.nanoTime();
    Question question = Requests.question(request);
    AnswerPolicy bounded = policy.upTo(Requests.highest(request.getMaxTier()));
    var answer = deadline.within(time -> flow.ask(question, bounded, time, new Stream(out)));
    ai.adjutant.chat.v1.Answer message =
        AnswerMessages.message(
            new AnswerMessages.Envelope(
                "answers/" + ids.next(ID_BYTES),
                RequestContext.current().map(RequestContext::requestId).orElse(""),
                question.corpus(),
                clock.instant(),
                Duration.ofNanos(System.nanoTime() - start)),
            answer);
    recent.keep(message, principal());
    return message;
  }

  @Override
  public void getAnswer(GetAnswerRequest request, StreamObserver<GetAnswerResponse> observer) {
    observer.onNext(
        GetAnswerResponse.newBuilder()
            .setAnswer(recent.get(Requests.answer(request.getName()), principal()))
            .build());
    observer.onCompleted();
  }

  private static String principal() {
    return RequestContext.current().map(RequestContext::principal).orElse(RequestContext.ANONYMOUS);
  }

  private record Stream(BlockingStreamObserver<AskResponse> out) implements AnswerEvents {
    @Override
    public void retrieved(List<Passage> passages) {
      Retrieved.Builder retrieved = Retrieved.newBuilder();
      passages.forEach(passage -> retrieved.addPassages(AnswerMessages.passage(passage)));
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

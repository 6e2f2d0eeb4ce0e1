package ai.adjutant.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.Degradation;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.Reason;
import ai.adjutant.chat.v1.ReasonCode;
import ai.adjutant.chat.v1.Tier;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is measured of questions, by the answers of a scripted service. */
final class QuestionMeterTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private final ServiceServer server =
      new ServiceServer(
              "gateway",
              new Endpoint.InProcess("question-meter"),
              QuestionMeter.watching(List.of(new Scripted()), registry))
          .start();
  private final ManagedChannel channel = Channels.open(server.endpoint());

  /** Answers, fails or never ends, as the question says. */
  private final class Scripted extends ChatServiceGrpc.ChatServiceImplBase {
    @Override
    public void ask(AskRequest request, StreamObserver<AskResponse> observer) {
      switch (request.getQuestion()) {
        case "answered" -> {
          observer.onNext(
              AskResponse.newBuilder()
                  .setDone(
                      Answer.newBuilder()
                          .setOutcome(Outcome.OUTCOME_NOT_IN_DOCUMENTS)
                          .setTier(Tier.TIER_EXTRACTIVE)
                          .addReasons(
                              Reason.newBuilder()
                                  .setCode(ReasonCode.REASON_CODE_EVIDENCE_BELOW_THRESHOLD))
                          .addDegraded(Degradation.newBuilder().setPart("VECTOR")))
                  .build());
          observer.onCompleted();
        }
        case "failed" ->
            observer.onError(
                Status.UNKNOWN
                    .withCause(Status.RESOURCE_EXHAUSTED.asRuntimeException())
                    .asRuntimeException());
        default -> {
          // is called after the meter has heard of it
          ((ServerCallStreamObserver<AskResponse>) observer).setOnCancelHandler(gone::countDown);
          asked.countDown();
        }
      }
    }
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.close();
  }

  private void ask(String question) {
    ChatServiceGrpc.newBlockingStub(channel)
        .ask(AskRequest.newBuilder().setQuestion(question).build())
        .forEachRemaining(news -> assertThat(news.hasDone()).isTrue());
  }

  private long questions(String outcome, String tier, String reason) {
    return registry
        .get("adjutant.questions")
        .tags("outcome", outcome, "tier", tier, "reason", reason)
        .timer()
        .count();
  }

  private double active() {
    return registry.get("adjutant.questions.active").gauge().value();
  }

  @Test
  void countsAnswersByOutcomeTierAndReason() {
    ask("answered");
    ask("answered");
    assertThat(questions("not_in_documents", "extractive", "evidence_below_threshold"))
        .isEqualTo(2);
    assertThat(registry.get("adjutant.questions.degraded").tag("part", "VECTOR").counter().count())
        .isEqualTo(2);
    assertThat(active()).isZero();
  }

  @Test
  void countsWhatEndsWithoutAnAnswer() {
    assertThatThrownBy(() -> ask("failed")).isInstanceOf(StatusRuntimeException.class);
    assertThat(questions("failed", "none", "RESOURCE_EXHAUSTED")).isEqualTo(1);
    assertThat(active()).isZero();
  }

  @Test
  void countsThoseUnderWayAndThoseWhoseCallerIsGone() throws Exception {
    CompletableFuture<Status.Code> ended = new CompletableFuture<>();
    Context.CancellableContext caller = Context.current().withCancellation();
    caller.run(() ->
        ChatServiceGrpc.newStub(channel)
            .ask(
                AskRequest.newBuilder().setQuestion("never").build(),
                new StreamObserver<>() {
                  @Override
                  public void onNext(AskResponse news) {}

                  @Override
                  public void onError(Throwable failure) {
                    ended.complete(Status.fromThrowable(failure).getCode());
                  }

                  @Override
                  public void onCompleted() {}
                }));
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(active()).isEqualTo(1);
    caller.cancel(null);
    assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(Status.Code.CANCELLED);
    assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(active()).isZero();
    assertThat(questions("failed", "none", "CANCELLED")).isEqualTo(1);
  }
}

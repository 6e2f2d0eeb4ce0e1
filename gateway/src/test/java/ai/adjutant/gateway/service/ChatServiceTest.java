package ai.adjutant.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.context.CountingIds;
import ai.adjutant.chassis.testing.Await;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.Exposure;
import ai.adjutant.chassis.transport.ServerEnvironment;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.AttemptResult;
import ai.adjutant.chat.v1.CalibrateEvidenceRequest;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.Citation;
import ai.adjutant.chat.v1.EvidenceServiceGrpc;
import ai.adjutant.chat.v1.GetAnswerRequest;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.Reason;
import ai.adjutant.chat.v1.ReasonCode;
import ai.adjutant.chat.v1.SampleQuestion;
import ai.adjutant.chat.v1.Speaker;
import ai.adjutant.chat.v1.Tier;
import ai.adjutant.chat.v1.Turn;
import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.client.RemoteClaimReader;
import ai.adjutant.gateway.client.RemoteEncoder;
import ai.adjutant.gateway.client.RemoteGenerator;
import ai.adjutant.gateway.client.RemoteRetrieval;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.extract.ExtractiveAnswerer;
import ai.adjutant.gateway.generate.GeneratedAnswerer;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.ground.SupportReader;
import ai.adjutant.retrieval.v1.SearchMode;
import com.google.protobuf.Timestamp;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions to the gateway over real sockets, with scripted services behind it. */
@Timeout(120)
final class ChatServiceTest {
  private static final Endpoint ANY_PORT = new Endpoint.Tcp("127.0.0.1", 0);
  private static final int AT_ONCE = 2;

  private final FakePeers peers = new FakePeers();
  private final ServiceServer behind =
      new ServiceServer("behind", ANY_PORT, peers.services()).start();
  private final ManagedChannel toPeers = Channels.open(behind.endpoint());
  private final CountingIds ids = new CountingIds();
  private final ChatServices services = services(toPeers, ids);
  private final ServiceServer gateway =
      new ServiceServer(
              "gateway",
              ANY_PORT,
              services.methods(),
              null,
              new ServerEnvironment(Exposure.EDGE, ids, new SimpleMeterRegistry())
                  .withPrompt(ChatServices.PROMPT))
          .start();
  private final ManagedChannel channel = Channels.open(gateway.endpoint());

  private static ChatServices services(ManagedChannel peers, CountingIds ids) {
    RemoteEncoder encoder = new RemoteEncoder(peers);
    RemoteRetrieval retrieval = new RemoteRetrieval(peers);
    return new ChatServices(
        new AnswerFlow(
            retrieval,
            List.of(
                new ExtractiveAnswerer(encoder),
                new GeneratedAnswerer(
                    ai.adjutant.gateway.tier.Tier.SLM, new RemoteGenerator(peers), "")),
            new GroundCheck(
                encoder,
                SupportReader.asking(
                    RemoteClaimReader.forQuestions(peers), Duration.ofSeconds(20), 2)),
            System::nanoTime),
        retrieval,
        AnswerPolicy.DEFAULT,
        AT_ONCE,
        Clock.systemUTC(),
        ids);
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    gateway.close();
    services.close();
    toPeers.shutdownNow();
    behind.close();
  }

  private ChatServiceGrpc.ChatServiceBlockingStub chat() {
    return ChatServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  private static AskRequest question() {
    return AskRequest.newBuilder()
        .setParent("corpora/c")
        .setQuestion("How much is the late payment fee?")
        .build();
  }

  private Answer answer() {
    List<AskResponse> events = new ArrayList<>();
    chat().ask(question()).forEachRemaining(events::add);
    return events.getLast().getDone();
  }

  private static List<ReasonCode> codes(Answer answer) {
    return answer.getReasonsList().stream().map(Reason::getCode).toList();
  }

  @Test
  void asksTheServicesBehindNoMoreThanItNeeds() {
    assertThat(answer().getTier()).isEqualTo(Tier.TIER_EXTRACTIVE);
    assertThat(peers.calls).containsExactly("Search", "Embed");
    peers.calls.clear();
    peers.answerModel = "models/m";
    assertThat(answer().getTier()).isEqualTo(Tier.TIER_SLM);
    assertThat(peers.calls).containsExactly("Search", "Generate", "Embed");
    peers.calls.clear();
    peers.threshold = 1;
    assertThat(answer().getOutcome()).isEqualTo(Outcome.OUTCOME_NOT_IN_DOCUMENTS);
    assertThat(peers.calls).containsExactly("Search");
  }

  @Test
  void namesModelDigestAndTokensOfEachTierThatWasAsked() {
    peers.answerModel = "models/m";
    Answer answer = answer();
    assertThat(answer.getAttemptsList()).hasSize(1);
    assertThat(answer.getAttempts(0).getModel()).isEqualTo("models/m");
    assertThat(answer.getAttempts(0).getModelDigest()).isEqualTo("digest-of-models/m");
    assertThat(answer.getAttempts(0).getResult()).isEqualTo(AttemptResult.ATTEMPT_RESULT_STANDS);
    assertThat(answer.getUsage().getPromptTokens()).isEqualTo(100);
    assertThat(answer.getUsage().getGeneratedTokens()).isEqualTo(9);
  }

  @Test
  void answersFromTheDocumentsWhateverHappensToTheModel() {
    peers.answerModel = "models/m";
    for (Status.Code code : Status.Code.values()) {
      if (code != Status.Code.OK) {
        peers.generationFails = code.toStatus().withDescription("because of " + code);
        Answer answer = answer();
        assertThat(answer.getTier()).as("%s", code).isEqualTo(Tier.TIER_EXTRACTIVE);
        assertThat(codes(answer)).containsExactly(ReasonCode.REASON_CODE_TIER_FAILED);
        assertThat(answer.getDegraded(0).getPart()).isEqualTo("SLM");
        assertThat(answer.getAttempts(0).getResult())
            .isEqualTo(AttemptResult.ATTEMPT_RESULT_FAILED);
      }
    }
  }

  @Test
  void doesNotQuoteWhereTheModelSaysThatTheDocumentsDoNotAnswer() {
    peers.answerModel = "models/m";
    peers.says = "NO_ANSWER";
    Answer answer = answer();
    assertThat(answer.getOutcome()).isEqualTo(Outcome.OUTCOME_NOT_IN_DOCUMENTS);
    assertThat(codes(answer)).containsExactly(ReasonCode.REASON_CODE_MODEL_ABSTAINED);
    assertThat(answer.getText()).doesNotContain("NO_ANSWER");
  }

  @Test
  void saysThatItCantKnowWhileVectorsAreMissing() {
    peers.vectors = false;
    assertThat(answer().getOutcome()).isEqualTo(Outcome.OUTCOME_ANSWERED);
    peers.threshold = 1;
    Answer answer = answer();
    assertThat(answer.getOutcome()).isEqualTo(Outcome.OUTCOME_UNAVAILABLE);
    assertThat(codes(answer)).containsExactly(ReasonCode.REASON_CODE_SEARCH_DEGRADED);
    assertThat(answer.getEvidence().getWordsOnly()).isTrue();
    assertThat(answer.getDegraded(0).getPart()).isEqualTo("VECTOR");
  }

  @Test
  void refusesQuestionsBeyondItsBoundAtOnceAndTellsWhenToComeBack() throws Exception {
    peers.searchMayGo = new CountDownLatch(1);
    List<Iterator<AskResponse>> underWay = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      underWay.add(chat().ask(question()));
    }
    Await.until("as many searches", () -> peers.calls.size() == AT_ONCE);
    assertThatThrownBy(() -> chat().ask(question()).next())
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
              assertThat(Statuses.errorInfo(e).orElseThrow().getReason())
                  .isEqualTo("TOO_MANY_QUESTIONS");
              assertThat(Objects.requireNonNull(StatusProto.fromThrowable(e)).getDetailsList())
                  .anyMatch(detail -> detail.is(RetryInfo.class));
            });
    peers.searchMayGo.countDown();
    for (Iterator<AskResponse> events : underWay) {
      Answer last = Answer.getDefaultInstance();
      while (events.hasNext()) {
        last = events.next().getDone();
      }
      assertThat(last.getOutcome()).isEqualTo(Outcome.OUTCOME_ANSWERED);
    }
    assertThat(answer().getOutcome()).isEqualTo(Outcome.OUTCOME_ANSWERED);
  }

  @Test
  void takesQuestionsOnTheTransportsThread() {
    assertThat(ChatServices.PROMPT).containsExactly("adjutant.chat.v1.ChatService/Ask");
  }

  @Test
  void takesAsManyQuestionsAsBeforeAfterRefusalsAndCallersThatLeft() throws Exception {
    for (int round = 0; round < 5; round++) {
      peers.calls.clear();
      peers.searchMayGo = new CountDownLatch(1);
      io.grpc.Context.CancellableContext caller = io.grpc.Context.current().withCancellation();
      AtomicInteger asking = new AtomicInteger();
      Await.until(
          "as many searches", // refused ones ask again: the round before gives its places back late
          () -> {
            if (asking.get() < AT_ONCE) {
              asking.incrementAndGet();
              caller.run(() -> ChatServiceGrpc.newStub(channel).ask(question(), leaving(asking)));
            }
            return peers.calls.size() == AT_ONCE;
          });
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> chat().ask(question()).next())
            .isInstanceOfSatisfying(
                StatusRuntimeException.class,
                e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
      }
      caller.cancel(null);
      peers.searchMayGo.countDown();
      Await.until("a free place", this::isTaken);
    }
  }

  private static StreamObserver<AskResponse> leaving(AtomicInteger asking) {
    return new StreamObserver<>() {
      @Override
      public void onNext(AskResponse event) {}

      @Override
      public void onError(Throwable t) {
        asking.decrementAndGet();
      }

      @Override
      public void onCompleted() {
        asking.decrementAndGet();
      }
    };
  }

  private boolean isTaken() {
    try {
      return answer().getOutcome() == Outcome.OUTCOME_ANSWERED;
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      return false;
    }
  }

  @Test
  void stopsTheModelWhenTheCallerIsGone() throws Exception {
    peers.answerModel = "models/m";
    peers.generationMayEnd = new CountDownLatch(1);
    CountDownLatch delta = new CountDownLatch(1);
    io.grpc.Context.CancellableContext caller = io.grpc.Context.current().withCancellation();
    caller.run(() ->
        ChatServiceGrpc.newStub(channel)
            .ask(
                question(),
                new StreamObserver<>() {
                  @Override
                  public void onNext(AskResponse event) {
                    if (event.hasDelta()) {
                      delta.countDown();
                    }
                  }

                  @Override
                  public void onError(Throwable t) {}

                  @Override
                  public void onCompleted() {}
                }));
    assertThat(delta.await(20, TimeUnit.SECONDS)).isTrue();
    caller.cancel(null);
    assertThat(peers.generationCancelled.await(20, TimeUnit.SECONDS)).isTrue();
    peers.generationMayEnd.countDown();
  }

  @Test
  void givesAnAnswerAgainWithTheIdOfItsRequest() {
    Answer answer = answer();
    assertThat(answer.getRequestId()).isNotEmpty();
    assertThat(answer.getCorpus()).isEqualTo("corpora/c");
    assertThat(answer.hasCreateTime()).isTrue();
    assertThat(
            chat()
                .getAnswer(GetAnswerRequest.newBuilder().setName(answer.getName()).build())
                .getAnswer())
        .isEqualTo(answer);
  }

  @Test
  void refusesNamesOfAnswersThatItDoesNotKeep() {
    assertThat(code("answers/00ff")).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(code("answers/../x")).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(code("answers/" + "f".repeat(100_000))).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private Status.Code code(String answer) {
    try {
      chat().getAnswer(GetAnswerRequest.newBuilder().setName(answer).build());
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  @Test
  void refusesTimesBeyondTheCalendar() {
    for (Timestamp time :
        List.of(
            Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build(),
            Timestamp.newBuilder().setSeconds(-62135596801L).build(),
            Timestamp.newBuilder().setNanos(-1).build())) {
      assertThatThrownBy(() -> chat().ask(question().toBuilder().setAsOf(time).build()).next())
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> {
                assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                assertThat(e.getStatus().getDescription()).contains("as_of");
              });
    }
  }

  private static Turn user(String text) {
    return Turn.newBuilder().setSpeaker(Speaker.SPEAKER_USER).setText(text).build();
  }

  private static Turn.Builder agent(Outcome outcome) {
    return Turn.newBuilder()
        .setSpeaker(Speaker.SPEAKER_AGENT)
        .setText("Something.")
        .setOutcome(outcome);
  }

  @Test
  void understandsAFollowUpByWhatTheAnswerBeforeItCited() {
    chat()
        .ask(
            AskRequest.newBuilder()
                .setParent("corpora/c")
                .setQuestion("And when is the late payment charged?")
                .addHistory(user("What do Fees cost?"))
                .addHistory(
                    agent(Outcome.OUTCOME_ANSWERED)
                        .addCitations(
                            Citation.newBuilder()
                                .setDocument("corpora/c/documents/d")
                                .setTitle("Fees")))
                .addHistory(user("Do you sell gift cards?"))
                .addHistory(agent(Outcome.OUTCOME_NOT_IN_DOCUMENTS).setText(""))
                .build())
        .forEachRemaining(event -> {});
    assertThat(peers.searches).hasSize(2);
    assertThat(peers.searches.getFirst().getMode()).isEqualTo(SearchMode.SEARCH_MODE_BM25);
    assertThat(peers.searches.getLast().getQuery())
        .isEqualTo("when is the late payment charged, Fees?");
    assertThat(peers.searches.getLast().getContextList())
        .containsExactly("Fees", "What do Fees cost?");
  }

  @Test
  void refusesTurnsThatCiteTooMuch() {
    Turn.Builder many = agent(Outcome.OUTCOME_ANSWERED);
    for (int i = 0; i < 201; i++) {
      many.addCitations(Citation.newBuilder().setTitle("Fees"));
    }
    Turn.Builder wide =
        agent(Outcome.OUTCOME_ANSWERED)
            .addCitations(Citation.newBuilder().setTitle("x".repeat(2_001)));
    for (Turn turn : List.of(many.build(), wide.build())) {
      assertThatThrownBy(() -> chat().ask(question().toBuilder().addHistory(turn).build()).next())
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
    }
    Turn most = many.removeCitations(0).build();
    assertThat(chat().ask(question().toBuilder().addHistory(most).build()).hasNext()).isTrue();
  }

  @Test
  void passesOnWhatTheRetrieverSays() {
    peers.searchFails = Status.NOT_FOUND.withDescription("there is no corpus named c");
    assertThatThrownBy(this::answer)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
              assertThat(e.getStatus().getDescription()).contains("no corpus named c");
            });
  }

  private CalibrateEvidenceRequest samples() {
    CalibrateEvidenceRequest.Builder request =
        CalibrateEvidenceRequest.newBuilder().setParent("corpora/c");
    for (int i = 0; i < 25; i++) {
      request.addQuestions(
          SampleQuestion.newBuilder().setQuestion("What fee number " + i).setAnswerable(true));
    }
    return request.build();
  }

  @Test
  void fitsAThresholdForSearchesWithoutVectorsToo() {
    var response = EvidenceServiceGrpc.newBlockingStub(channel).calibrateEvidence(samples());
    assertThat(response.getAnswerableCount()).isEqualTo(25);
    assertThat(peers.stored).hasSize(1);
    assertThat(peers.stored.getFirst().getEvidence().hasWordsThreshold()).isTrue();
    assertThat(peers.stored.getFirst().getEvidence().getWordsThreshold()).isBetween(0.0, 1.0);
  }

  @Test
  void doesNotFitAThresholdWhileVectorsAreMissing() {
    peers.vectors = false;
    assertThatThrownBy(
            () -> EvidenceServiceGrpc.newBlockingStub(channel).calibrateEvidence(samples()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
              assertThat(e.getStatus().getDescription()).contains("inference is away");
            });
    assertThat(peers.stored).isEmpty();
  }
}

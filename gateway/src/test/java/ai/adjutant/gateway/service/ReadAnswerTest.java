package ai.adjutant.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.context.CountingIds;
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
import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.client.RemoteClaimReader;
import ai.adjutant.gateway.client.RemoteEncoder;
import ai.adjutant.gateway.client.RemoteGenerator;
import ai.adjutant.gateway.client.RemoteRetrieval;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.extract.ExtractiveAnswerer;
import ai.adjutant.gateway.generate.GeneratedAnswerer;
import ai.adjutant.gateway.ground.FakeReads;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.gateway.ground.SupportReader;
import io.grpc.ManagedChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model's answer that streams out and is then read, over real sockets. */
@Timeout(120)
final class ReadAnswerTest {
  private static final Endpoint ANY_PORT = new Endpoint.Tcp("127.0.0.1", 0);
  private static final String TRUE_WORDS = "The fee for late payment is 6.50 euros.";
  private static final String LATER = "The fee is charged on the tenth day.";

  private final FakePeers peers = new FakePeers();
  private final ServiceServer behind =
      new ServiceServer("behind", ANY_PORT, peers.services()).start();
  private final ManagedChannel toPeers = Channels.open(behind.endpoint());
  private final ChatServices services = services(Duration.ofSeconds(20));
  private final ServiceServer gateway =
      new ServiceServer("gateway", ANY_PORT, services.methods()).start();
  private final ManagedChannel channel = Channels.open(gateway.endpoint());

  private ChatServices services(Duration timeout) {
    RemoteEncoder encoder = new RemoteEncoder(toPeers);
    RemoteRetrieval retrieval = new RemoteRetrieval(toPeers);
    SupportReader reader =
        SupportReader.asking(RemoteClaimReader.forQuestions(toPeers), timeout, 2);
    return new ChatServices(
        new AnswerFlow(
            retrieval,
            List.of(
                new ExtractiveAnswerer(encoder),
                new GeneratedAnswerer(
                    ai.adjutant.gateway.tier.Tier.SLM, new RemoteGenerator(toPeers), "models/m")),
            new GroundCheck(encoder, reader),
            System::nanoTime),
        retrieval,
        AnswerPolicy.DEFAULT,
        2,
        Clock.systemUTC(),
        new CountingIds());
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    gateway.close();
    services.close();
    toPeers.shutdownNow();
    behind.close();
  }

  private List<AskResponse> ask() {
    List<AskResponse> events = new ArrayList<>();
    ChatServiceGrpc.newBlockingStub(channel)
        .ask(
            AskRequest.newBuilder()
                .setParent("corpora/c")
                .setQuestion("How much is the late payment fee?")
                .build())
        .forEachRemaining(events::add);
    return events;
  }

  @Test
  void aSentenceThatTheReaderDoesNotFindIsWithdrawnFromTheStream() {
    peers.says = TRUE_WORDS + " " + LATER;
    peers.reads.support(pair -> pair.getText().equals(LATER) ? 0.9 : 0.001);
    List<AskResponse> events = ask();
    Answer answer = events.getLast().getDone();
    assertThat(events.stream().map(event -> event.getDelta().getText()))
        .as("streamed before it was read")
        .contains(peers.says);
    assertThat(events.stream().filter(AskResponse::hasRevised).map(e -> e.getRevised().getText()))
        .containsExactly(LATER);
    assertThat(answer.getText()).isEqualTo(LATER);
    assertThat(answer.getReasonsList())
        .extracting(Reason::getCode)
        .containsExactly(ReasonCode.REASON_CODE_SENTENCES_DROPPED);
    assertThat(answer.getSupport(0).getReading().getSupported()).isEqualTo(0.9);
    assertThat(answer.getGroundReader().getApplied()).isTrue();
    assertThat(answer.getGroundReader().getPairsRead()).isEqualTo(2);
    assertThat(peers.reads.requests()).hasSize(1);
  }

  @Test
  void theAnswerStandsByRulesWhileTheReaderFailsAndSaysSo() {
    peers.says = TRUE_WORDS;
    peers.reads.behave(FakeReads.Behaviour.FAILS);
    Answer answer = ask().getLast().getDone();
    assertThat(answer.getOutcome()).isEqualTo(Outcome.OUTCOME_ANSWERED);
    assertThat(answer.getTier()).isEqualTo(Tier.TIER_SLM);
    assertThat(answer.getText()).isEqualTo(TRUE_WORDS);
    assertThat(answer.getDegradedList())
        .containsExactly(
            Degradation.newBuilder()
                .setPart("READER")
                .setMessage("inference does not read claims (INTERNAL)")
                .build());
    assertThat(answer.getGroundReader().getApplied()).isFalse();
    assertThat(answer.getGroundReader().getSkippedReason()).contains("INTERNAL");
    assertThat(answer.getSupport(0).hasReading()).isFalse();
  }

  @Test
  void aReaderOfAnotherLanguageIsNamedButIsNoDegradation() {
    peers.says = TRUE_WORDS;
    peers.reads.know("de");
    Answer answer = ask().getLast().getDone();
    assertThat(answer.getText()).isEqualTo(TRUE_WORDS);
    assertThat(answer.getDegradedList()).isEmpty();
    assertThat(answer.getGroundReader().getSkippedReason()).contains("the reader knows de");
  }

  @Test
  void nothingIsReadWhereTheDocumentsOwnWordsAnswer() {
    peers.answerModel = "";
    peers.says = "The late payment fee is 6.50 euros.";
    Answer verbatim = ask().getLast().getDone();
    assertThat(verbatim.getTier()).isEqualTo(Tier.TIER_SLM);
    assertThat(verbatim.getGroundReader().getPairsRead()).isZero();
    assertThat(verbatim.getGroundReader().getSkippedReason()).isEmpty();
    assertThat(peers.reads.requests()).isEmpty();
  }
}

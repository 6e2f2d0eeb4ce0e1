package ai.adjutant.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.chassis.context.CountingIds;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.ChoiceRule;
import ai.adjutant.chat.v1.Citation;
import ai.adjutant.chat.v1.Degradation;
import ai.adjutant.chat.v1.ExplainedPart;
import ai.adjutant.chat.v1.Explanation;
import ai.adjutant.chat.v1.FiredRule;
import ai.adjutant.chat.v1.GetAnswerRequest;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.QuestionKind;
import ai.adjutant.chat.v1.ScoredStretch;
import ai.adjutant.chat.v1.Speaker;
import ai.adjutant.chat.v1.SubjectResult;
import ai.adjutant.chat.v1.Turn;
import ai.adjutant.gateway.answer.AnswerFlow;
import ai.adjutant.gateway.client.RemoteEncoder;
import ai.adjutant.gateway.client.RemoteRetrieval;
import ai.adjutant.gateway.escalation.AnswerPolicy;
import ai.adjutant.gateway.extract.ExtractiveAnswerer;
import ai.adjutant.gateway.ground.GroundCheck;
import ai.adjutant.retrieval.v1.Rerank;
import ai.adjutant.retrieval.v1.RerankReport;
import ai.adjutant.retrieval.v1.SearchRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that say how they came about, over real sockets. */
@Timeout(120)
final class ExplainedAnswerTest {
  private static final Endpoint ANY_PORT = new Endpoint.Tcp("127.0.0.1", 0);

  private final FakePeers peers = new FakePeers();
  private final ServiceServer behind =
      new ServiceServer("behind", ANY_PORT, peers.services()).start();
  private final ManagedChannel toPeers = Channels.open(behind.endpoint());
  private final ChatServices services = services(toPeers);
  private final ServiceServer gateway =
      new ServiceServer("gateway", ANY_PORT, services.methods()).start();
  private final ManagedChannel channel = Channels.open(gateway.endpoint());

  private static ChatServices services(ManagedChannel peers) {
    RemoteEncoder encoder = new RemoteEncoder(peers);
    RemoteRetrieval retrieval = new RemoteRetrieval(peers);
    AnswerFlow flow =
        new AnswerFlow(
            retrieval,
            List.of(new ExtractiveAnswerer(encoder)),
            new GroundCheck(encoder),
            System::nanoTime);
    return new ChatServices(
        flow, retrieval, AnswerPolicy.DEFAULT, 2, Clock.systemUTC(), new CountingIds());
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

  private static AskRequest question(String text) {
    return AskRequest.newBuilder().setParent("corpora/c").setQuestion(text).build();
  }

  private Answer ask(AskRequest request) {
    List<AskResponse> events = new ArrayList<>();
    chat().ask(request).forEachRemaining(events::add);
    return events.getLast().getDone();
  }

  private Answer explained(String text) {
    return ask(question(text).toBuilder().setExplain(true).build());
  }

  @Test
  void saysHowItCameAboutOnlyWhereAsked() {
    Answer plain = ask(question("How much is the late payment fee?"));
    assertThat(plain.hasExplanation()).isFalse();
    Answer explained = explained("How much is the late payment fee?");
    assertThat(explained.hasExplanation()).isTrue();
    assertThat(explained.getText()).isEqualTo(plain.getText());
    GetAnswerRequest again = GetAnswerRequest.newBuilder().setName(explained.getName()).build();
    assertThat(chat().getAnswer(again).getAnswer()).isEqualTo(explained);
  }

  @Test
  void weightsAndSignalsMakeUpTheEvidence() {
    Answer answer = explained("How much is the late payment fee?");
    Explanation explanation = answer.getExplanation();
    double z = explanation.getIntercept();
    for (int i = 0; i < explanation.getWeightsCount(); i++) {
      assertThat(explanation.getWeights(i).getName())
          .isEqualTo(answer.getEvidence().getSignals(i).getName());
      z += explanation.getWeights(i).getValue() * answer.getEvidence().getSignals(i).getValue();
    }
    assertThat(1 / (1 + Math.exp(-z))).isCloseTo(answer.getEvidence().getScore(), within(1e-9));
    assertThat(explanation.getWeightsCount()).isEqualTo(10);

    peers.vectors = false;
    assertThat(explained("How much is the late payment fee?").getExplanation().getIntercept())
        .isNotEqualTo(explanation.getIntercept());
  }

  @Test
  void namesTheStretchesWithWhatTheirScoresAreMadeOf() {
    Answer answer = explained("How much is the late payment fee?");
    ExplainedPart part = answer.getExplanation().getParts(0);
    assertThat(part.getQuestion()).isEqualTo("How much is the late payment fee?");
    assertThat(part.getKind()).isEqualTo(QuestionKind.QUESTION_KIND_VALUE);
    assertThat(part.getScoredCount()).isEqualTo(2);
    assertThat(part.getRule()).isEqualTo(ChoiceRule.CHOICE_RULE_STRETCH);
    assertThat(part.getUnit()).isEqualTo(answer.getUnit());
    assertThat(part.getShortAnswer()).isEqualTo(answer.getShortAnswer()).isNotEmpty();
    ScoredStretch best = part.getStretches(0);
    assertThat(best.getText()).isEqualTo("The late payment fee is 6.50 euros.");
    assertThat(best.getBlock()).isEqualTo("PARAGRAPH");
    assertThat(best.getRulesList()).extracting(FiredRule::getName).containsExactly("kind fits");
    for (ScoredStretch stretch : part.getStretchesList()) {
      double score =
          0.4 * stretch.getCosine() + 0.3 * stretch.getWords() + 0.3 * stretch.getPassage();
      for (FiredRule rule : stretch.getRulesList()) {
        score *= rule.getFactor();
      }
      assertThat(stretch.getScore()).isCloseTo(score, within(1e-9));
    }
    assertThat(best.getScore()).isGreaterThan(part.getStretches(1).getScore());
    assertThat(answer.getExplanation().getPassages(0).getKept()).isTrue();
    assertThat(answer.getExplanation().getPassages(0).getBm25()).isEqualTo(5);
    assertThat(answer.getExplanation().getPassages(0).getCosine()).isEqualTo(0.8);
    assertThat(answer.getExplanation().getSubject().getResult())
        .isEqualTo(SubjectResult.SUBJECT_RESULT_PRESENT);
  }

  @Test
  void explainsEachOfTwoPartsAndARefusalToo() {
    Answer two = explained("How much is the late payment fee? When is the fee charged?");
    assertThat(two.getExplanation().getPartsList())
        .extracting(ExplainedPart::getQuestion)
        .containsExactly("How much is the late payment fee?", "When is the fee charged?");

    peers.threshold = 1;
    Answer refused = explained("How do I pay the late payment fee?");
    assertThat(refused.getOutcome()).isEqualTo(Outcome.OUTCOME_NOT_IN_DOCUMENTS);
    ExplainedPart part = refused.getExplanation().getParts(0);
    assertThat(part.getKind()).isEqualTo(QuestionKind.QUESTION_KIND_STEPS);
    assertThat(part.getRule()).isEqualTo(ChoiceRule.CHOICE_RULE_UNSPECIFIED);
    assertThat(part.getStretchesList()).isEmpty();
    assertThat(part.hasUnit()).isFalse();
    assertThat(refused.getExplanation().getPassagesCount()).isEqualTo(1);
  }

  @Test
  void saysWhatBecameOfReranking() {
    AskRequest fee = question("How much is the late payment fee?");
    AskRequest explained = fee.toBuilder().setExplain(true).build();
    peers.rerank = RerankReport.newBuilder().setSkipped("inference serves no reader").build();
    Answer asCorpus = ask(explained);
    assertThat(asCorpus.getExplanation().getRerank()).isEqualTo(peers.rerank);
    assertThat(asCorpus.getDegradedList()).isEmpty();

    Answer demanded = ask(fee.toBuilder().setRerank(Rerank.RERANK_ON).build());
    assertThat(demanded.getOutcome()).isEqualTo(Outcome.OUTCOME_ANSWERED);
    assertThat(demanded.getDegradedList())
        .containsExactly(
            Degradation.newBuilder()
                .setPart("READER")
                .setMessage("inference serves no reader")
                .build());
    Answer off = ask(fee.toBuilder().setRerank(Rerank.RERANK_OFF).build());
    assertThat(off.getDegradedList()).isEmpty();
    assertThat(peers.searches)
        .extracting(SearchRequest::getRerank)
        .containsExactly(Rerank.RERANK_UNSPECIFIED, Rerank.RERANK_ON, Rerank.RERANK_OFF);

    peers.rerank =
        RerankReport.newBuilder()
            .setHitsRead(1)
            .setModel("models/reader")
            .setModelDigest("d1")
            .build();
    Answer read = ask(explained.toBuilder().setRerank(Rerank.RERANK_ON).build());
    assertThat(read.getExplanation().getRerank()).isEqualTo(peers.rerank);
    assertThat(read.getDegradedList()).isEmpty();
  }

  @Test
  void readsNothingToUnderstandAFollowUp() {
    AskRequest followUp =
        question("And a windscreen?").toBuilder()
            .setRerank(Rerank.RERANK_ON)
            .addHistory(
                Turn.newBuilder()
                    .setSpeaker(Speaker.SPEAKER_USER)
                    .setText("How much is the late payment fee?"))
            .addHistory(
                Turn.newBuilder()
                    .setSpeaker(Speaker.SPEAKER_AGENT)
                    .setText(FakePeers.PASSAGE)
                    .setOutcome(Outcome.OUTCOME_ANSWERED)
                    .addCitations(
                        Citation.newBuilder()
                            .setDocument("corpora/c/documents/d")
                            .setTitle("Fees")))
            .build();
    assertThat(ask(followUp).hasEvidence()).isTrue();
    assertThat(peers.searches)
        .extracting(SearchRequest::getRerank)
        .containsExactly(Rerank.RERANK_OFF, Rerank.RERANK_ON);
  }

  @Test
  void refusesARerankThatIsNone() {
    AskRequest request = question("How much is the fee?").toBuilder().setRerankValue(7).build();
    assertThatThrownBy(() -> ask(request))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("rerank");
  }
}

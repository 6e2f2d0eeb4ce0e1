package ai.adjutant.gateway.ground;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.gateway.client.RemoteClaimReader;
import ai.adjutant.gateway.embedding.StemEncoder;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.ScriptedRetrieval;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.tier.TimeLimit;
import ai.adjutant.inference.v1.ReadPair;
import ai.adjutant.inference.v1.ReadPurpose;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ground check with a scripted reader behind a real socket. */
@Timeout(60)
final class ReadGroundCheckTest {
  private static final Passage FEES =
      ScriptedRetrieval.passage(
          0, "The late payment fee is 6.50 euros. Anna Berg charges it. Members may not smoke.");
  private static final Passage RULES =
      ScriptedRetrieval.passage(1, "Whoever pays late is reminded by letter after some weeks.");
  private static final String PARAPHRASE = "Payment of the fee comes late.";

  private final FakeReads reads = new FakeReads();
  private final ServiceServer server =
      new ServiceServer("inference", new Endpoint.Tcp("127.0.0.1", 0), List.of(reads)).start();
  private final ManagedChannel channel = Channels.open(server.endpoint());
  private Duration timeout = Duration.ofSeconds(30);

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.close();
  }

  private GroundReport check(String answer, Passage... passages) {
    return check(answer, ScriptedRetrieval.found(passages));
  }

  private GroundReport check(String answer, SearchResult found) {
    SupportReader reader =
        SupportReader.asking(RemoteClaimReader.forQuestions(channel), timeout, 2);
    return new GroundCheck(StemEncoder.there(), reader).check(answer, found, minute());
  }

  private static TimeLimit minute() {
    return TimeLimit.in(Duration.ofMinutes(1), System::nanoTime);
  }

  private static GroundReport byRules(String answer, Passage... passages) {
    return new GroundCheck(StemEncoder.there())
        .check(answer, ScriptedRetrieval.found(passages), minute());
  }

  @Test
  void aReaderRefusesWhatTheRulesLetPass() {
    String sentence = "The fee for the late payment is 6.50 euros.";
    assertThat(byRules(sentence, FEES).support().getFirst().supported()).isTrue();
    reads.support(pair -> 0.001);
    GroundReport report = check(sentence, FEES);
    assertThat(report.support().getFirst().kind()).isEqualTo(Support.Kind.NOT_FOUND);
    assertThat(report.reader())
        .isEqualTo(new ReaderUse(ReaderUse.Outcome.READ, "", 1, "models/fake-reader"));
  }

  @Test
  void aReaderFindsSupportThatTheRulesDoNot() {
    String sentence = "Letters go out to payers who are late.";
    Passage letters = ScriptedRetrieval.passage(1, "Late payers are reminded by letters.");
    assertThat(byRules(sentence, letters).support().getFirst().supported()).isFalse();
    reads.support(pair -> 0.98);
    Support support = check(sentence, letters).support().getFirst();
    assertThat(support.kind()).isEqualTo(Support.Kind.PARAPHRASE);
    assertThat(support.reading()).isEqualTo(new ClaimReader.Reading(0.98, 0, 1 - 0.98));
    assertThat(support.quote()).isNotNull();
  }

  @Test
  void aValueThatDiffersIsRefusedWhateverAReaderSays() {
    reads.support(pair -> 1);
    assertThat(check("The late payment fee is 9.50 euros.", FEES).support().getFirst().kind())
        .isEqualTo(Support.Kind.NUMBER_MISMATCH);
    assertThat(check("Members may smoke.", FEES).support().getFirst().kind())
        .isEqualTo(Support.Kind.NEGATION_MISMATCH);
    assertThat(check("The fee is charged by Anna Kramer.", FEES).support().getFirst().supported())
        .isFalse();
    GroundReport named = check("The late payment fee is 6.50 euros for Carl.", FEES);
    assertThat(named.support().getFirst().kind()).isEqualTo(Support.Kind.NAME_MISMATCH);
    assertThat(reads.requests()).as("the rules had decided").isEmpty();
    assertThat(named.reader().outcome()).isEqualTo(ReaderUse.Outcome.NOT_NEEDED);
  }

  @Test
  void aValueOfAnotherRowIsRefusedWhateverAReaderSays() {
    reads.support(pair -> 1);
    Passage cells =
        ScriptedRetrieval.passage(
            0,
            "| Tool | Price | Weight |\n"
                + "| planer small grey | 70 | 2 |\n"
                + "| planer large blue | 90 | 5 |");
    Passage pairs =
        ScriptedRetrieval.passage(
            0, "- planer small grey: price 70, weight 2\n- planer large blue: price 90, weight 5");
    for (Passage rows : List.of(cells, pairs)) {
      assertThat(
              check("A large blue planer, which is heavy, costs 70.", rows)
                  .support()
                  .getFirst()
                  .supported())
          .isFalse();
      assertThat(
              check("A large blue planer, which is heavy, costs 90.", rows)
                  .support()
                  .getFirst()
                  .supported())
          .isTrue();
    }
  }

  @Test
  void fewCommonWordsAreNoSupportWhateverAReaderSays() {
    reads.support(pair -> 1);
    assertThat(check("Dragons guard gold at night.", FEES).support().getFirst().supported())
        .isFalse();
  }

  @Test
  void theNearestPassageIsReadFirstAndOthersOnlyWhereItDoesNotSuffice() {
    reads.support(pair -> pair.getPassage().equals(FEES.text()) ? 0.9 : 0.01);
    check(PARAPHRASE, RULES, FEES);
    assertThat(passages(0)).containsExactly(FEES.text());
    assertThat(reads.requests()).hasSize(1);
    assertThat(reads.requests().getFirst().getPurpose())
        .isEqualTo(ReadPurpose.READ_PURPOSE_QUESTION);

    reads.requests().clear();
    reads.support(pair -> 0.01);
    check(PARAPHRASE, RULES, FEES);
    assertThat(passages(0)).containsExactly(FEES.text());
    assertThat(passages(1)).containsExactly(RULES.text());
  }

  @Test
  void sentencesAreReadTogether() {
    reads.support(pair -> 0.9);
    GroundReport report =
        check("A late payment has a fee. Late is a payment. A fee is late.", FEES);
    assertThat(reads.requests()).hasSize(1);
    assertThat(passages(0)).hasSize(3);
    assertThat(report.reader().pairs()).isEqualTo(3);
  }

  private List<String> passages(int call) {
    return reads.requests().get(call).getPairsList().stream().map(ReadPair::getPassage).toList();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "READS")
  void withoutItsReadingsTheRulesDecideAlone(FakeReads.Behaviour behaviour) {
    String answer = "The fee for the late payment is 6.50 euros. Dragons guard it.";
    reads.behave(behaviour);
    if (behaviour == FakeReads.Behaviour.HANGS) {
      timeout = Duration.ofMillis(50);
    }
    GroundReport report = check(answer, FEES);
    assertThat(report.support()).isEqualTo(byRules(answer, FEES).support());
    assertThat(report.reader().outcome()).isEqualTo(ReaderUse.Outcome.FAILED);
    assertThat(report.reader().message())
        .isEqualTo(
            switch (behaviour) {
              case HANGS -> "inference did not read the claims in time";
              case SERVES_NO_MODEL -> "inference serves no reader";
              case FAILS -> "inference does not read claims (INTERNAL)";
              case FORGETS_ONE ->
                  "inference gave readings that can't be used: 1 readings for 2 pairs";
              case READS_NAN ->
                  "inference gave readings that can't be used: no probabilities: NaN, 0.0, 0.0";
              case READS_MORE_THAN_ONE ->
                  "inference gave readings that can't be used: no probabilities: 1.0, 0.0, 0.5";
              case READS -> throw new AssertionError();
            });
  }

  @Test
  void noTimeLeftLeavesTheRulesAlone() {
    timeout = Duration.ZERO;
    ReaderUse use = check(PARAPHRASE, FEES).reader();
    assertThat(use.outcome()).isEqualTo(ReaderUse.Outcome.FAILED);
    assertThat(use.message()).contains("too little time");
    assertThat(reads.requests()).isEmpty();
  }

  @Test
  void anotherLanguageLeavesTheRulesAloneAndIsNotReadAgain() {
    SupportReader reader =
        SupportReader.asking(RemoteClaimReader.forQuestions(channel), timeout, 2);
    GroundCheck check = new GroundCheck(StemEncoder.there(), reader);
    SearchResult korean = korean("연체료는 6.50유로입니다.");
    for (int i = 0; i < 2; i++) {
      GroundReport report = check.check("연체료 금액은 6.50유로입니다.", korean, minute());
      assertThat(report.reader().outcome()).isEqualTo(ReaderUse.Outcome.OTHER_LANGUAGE);
      assertThat(report.reader().message()).isEqualTo("the reader knows en, the passages are ko");
    }
    assertThat(reads.requests()).hasSize(1);
  }

  private static SearchResult korean(String text) {
    SearchResult english = ScriptedRetrieval.found(ScriptedRetrieval.passage(0, text));
    return new SearchResult(
        english.passages(),
        List.of(),
        List.of(),
        new SearchResult.CorpusRule(english.corpus().evidence(), "", "ko", true));
  }

  @Test
  void aReaderThatIsTurnedOffIsNotAsked() {
    GroundSettings off = new GroundSettings(false, timeout, 2, Duration.ofSeconds(10));
    SupportReader reader = SupportReader.of(RemoteClaimReader.forQuestions(channel), off);
    ReaderUse use =
        new GroundCheck(StemEncoder.there(), reader)
            .check(PARAPHRASE, ScriptedRetrieval.found(FEES), minute())
            .reader();
    assertThat(use.outcome()).isEqualTo(ReaderUse.Outcome.TURNED_OFF);
    assertThat(use.message()).contains("gateway.ground.reader");
    assertThat(reads.requests()).isEmpty();
  }
}

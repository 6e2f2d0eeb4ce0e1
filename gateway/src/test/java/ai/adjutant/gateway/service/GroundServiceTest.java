package ai.adjutant.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.chat.v1.CheckClaimsRequest;
import ai.adjutant.chat.v1.CheckClaimsResponse;
import ai.adjutant.chat.v1.ClaimToCheck;
import ai.adjutant.chat.v1.GroundReaderUse;
import ai.adjutant.chat.v1.GroundServiceGrpc;
import ai.adjutant.chat.v1.Support;
import ai.adjutant.chat.v1.SupportKind;
import ai.adjutant.gateway.client.RemoteClaimReader;
import ai.adjutant.gateway.embedding.StemEncoder;
import ai.adjutant.gateway.ground.FakeReads;
import ai.adjutant.gateway.ground.GroundSettings;
import ai.adjutant.inference.v1.ReadPurpose;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Claims that are checked against given passages over real sockets, a scripted reader behind. */
@Timeout(60)
final class GroundServiceTest {
  private static final Endpoint ANY_PORT = new Endpoint.Tcp("127.0.0.1", 0);
  private static final String FEE = "The late payment fee is 6.50 euros.";
  private static final String TRUE_WORDS = "The fee for late payment is 6.50 euros.";

  private final FakeReads reads = new FakeReads();
  private final ServiceServer behind =
      new ServiceServer("behind", ANY_PORT, List.of(reads)).start();
  private final ManagedChannel toReader = Channels.open(behind.endpoint());
  private final ServiceServer gateway =
      new ServiceServer(
              "gateway",
              ANY_PORT,
              List.of(
                  new GroundMethods(
                      StemEncoder.there(),
                      RemoteClaimReader.forBulk(toReader),
                      new GroundSettings(true, Duration.ofMillis(600), 3, Duration.ofSeconds(10)))))
          .start();
  private final ManagedChannel channel = Channels.open(gateway.endpoint());

  @AfterEach
  void close() {
    channel.shutdownNow();
    gateway.close();
    toReader.shutdownNow();
    behind.close();
  }

  private CheckClaimsResponse check(CheckClaimsRequest request) {
    return GroundServiceGrpc.newBlockingStub(channel).checkClaims(request);
  }

  private static CheckClaimsRequest.Builder claims(String... texts) {
    CheckClaimsRequest.Builder request = CheckClaimsRequest.newBuilder();
    for (String text : texts) {
      request.addClaims(ClaimToCheck.newBuilder().setText(text).addPassages(FEE));
    }
    return request;
  }

  @Test
  void checksEachSentenceOfEachClaim() {
    reads.support(pair -> 0.9);
    CheckClaimsResponse response =
        check(claims(TRUE_WORDS, FEE + " The late payment fee is 9 euros.").build());
    assertThat(response.getClaims(0).getSupported()).isTrue();
    assertThat(response.getClaims(0).getSentences(0).getReading().getSupported()).isEqualTo(0.9);
    assertThat(response.getClaims(1).getSupported()).isFalse();
    assertThat(response.getClaims(1).getSentencesList())
        .extracting(Support::getKind)
        .containsExactly(
            SupportKind.SUPPORT_KIND_VERBATIM, SupportKind.SUPPORT_KIND_NUMBER_MISMATCH);
    assertThat(response.getReader().getApplied()).isTrue();
    assertThat(response.getReader().getModel()).isEqualTo("models/fake-reader");
    assertThat(response.getReader().getPairsRead()).isEqualTo(1);
    assertThat(reads.requests())
        .allMatch(request -> request.getPurpose() == ReadPurpose.READ_PURPOSE_BULK);
  }

  @Test
  void checksByRulesWhereTheRequestSaysSo() {
    CheckClaimsResponse response =
        check(claims(TRUE_WORDS).setReader(GroundReaderUse.GROUND_READER_USE_OFF).build());
    assertThat(response.getClaims(0).getSupported()).isTrue();
    assertThat(response.getReader().getApplied()).isFalse();
    assertThat(response.getReader().getSkippedReason()).contains("turned off");
    assertThat(reads.requests()).isEmpty();
  }

  @Test
  void saysWhenTheReaderFails() {
    reads.behave(FakeReads.Behaviour.FAILS);
    CheckClaimsResponse response = check(claims(TRUE_WORDS, FEE).build());
    assertThat(response.getClaims(0).getSupported()).isTrue();
    assertThat(response.getReader().getApplied()).isFalse();
    assertThat(response.getReader().getSkippedReason()).contains("does not read claims (INTERNAL)");
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    assertThatThrownBy(() -> check(claims(" ").build()))
        .hasMessageContaining("claim number 1 has 0 characters; give 1 to 4000");
    assertThatThrownBy(() -> check(claims(FEE, "x".repeat(4_001)).build()))
        .hasMessageContaining("claim number 2 has 4001 characters");
    ClaimToCheck many =
        ClaimToCheck.newBuilder().setText("x").addAllPassages(Collections.nCopies(21, "p")).build();
    assertThatThrownBy(() -> check(CheckClaimsRequest.newBuilder().addClaims(many).build()))
        .hasMessageContaining("claim number 1 has 21 passages of 21 characters");
    assertThatThrownBy(
            () -> check(claims(Collections.nCopies(65, "x").toArray(String[]::new)).build()))
        .hasMessageContaining("65 claims are too many; 64 is the most");
  }

  @Test
  void aClaimWithoutPassagesIsNotSupported() {
    ClaimToCheck bare = ClaimToCheck.newBuilder().setText("Members pay nothing.").build();
    CheckClaimsResponse response = check(CheckClaimsRequest.newBuilder().addClaims(bare).build());
    assertThat(response.getClaims(0).getSupported()).isFalse();
    assertThat(response.getClaims(0).getSentences(0).getKind())
        .isEqualTo(SupportKind.SUPPORT_KIND_NOT_FOUND);
  }
}

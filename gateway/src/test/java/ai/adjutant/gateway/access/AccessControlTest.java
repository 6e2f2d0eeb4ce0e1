package ai.adjutant.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.adjutant.chassis.access.KeyStore;
import ai.adjutant.chassis.access.KeyWish;
import ai.adjutant.chassis.access.Scope;
import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Kind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls admitted and refused, over real keys and a clock that the test moves. */
final class AccessControlTest {
  private static final String ASK = "adjutant.chat.v1.ChatService/Ask";

  @TempDir Path data = Path.of("never used");

  private final MovedClock clock = new MovedClock();
  private long nanos;
  private @Nullable KeyStore opened;

  @BeforeEach
  void open() {
    opened = KeyStore.open(data, clock);
  }

  private KeyStore keys() {
    KeyStore present = opened;
    if (present == null) {
      throw new AssertionError("opened before each test");
    }
    return present;
  }

  private AccessControl control(int perMinute, int concurrent) {
    return new AccessControl(keys(), new KeyLimits(perMinute, concurrent), clock, () -> nanos);
  }

  private KeyStore.Created key(Scope scope, int perMinute, int concurrent) {
    return keys()
        .create(new KeyWish("test", Set.of(scope), perMinute, concurrent), Duration.ofDays(1));
  }

  private static String bearer(KeyStore.Created created) {
    return "Bearer " + created.secret().reveal();
  }

  private static AdjutantException refused(AccessControl control, String method, String header) {
    AdjutantException refusal =
        catchThrowableOfType(AdjutantException.class, () -> control.admit(method, header));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  @ParameterizedTest
  @CsvSource({
    "ASK, adjutant.chat.v1.ChatService/Ask, true",
    "ASK, adjutant.retrieval.v1.CorpusService/ListCorpora, true",
    "ASK, adjutant.retrieval.v1.DocumentService/LoadDocuments, false",
    "ASK, adjutant.inference.v1.ModelService/ListModels, false",
    "LOAD, adjutant.retrieval.v1.DocumentService/LoadDocuments, true",
    "LOAD, adjutant.retrieval.v1.CorpusService/GetCorpus, true",
    "LOAD, adjutant.chat.v1.ChatService/Ask, false",
    "LOAD, adjutant.access.v1.KeyService/CreateKey, false",
    "ADMIN, adjutant.chat.v1.ChatService/Ask, true",
    "ADMIN, adjutant.access.v1.KeyService/CreateKey, true",
    "ADMIN, adjutant.inference.v1.ModelService/ImportModel, true"
  })
  void admitsWhatTheScopesOfAKeyPermit(Scope scope, String method, boolean admitted) {
    KeyStore.Created created = key(scope, 0, 0);
    AccessControl control = control(100, 10);
    if (admitted) {
      assertThat(control.admit(method, bearer(created)).principal())
          .contains("key:" + created.key().id());
      return;
    }
    AdjutantException refusal = refused(control, method, bearer(created));
    assertThat(refusal.reason()).isEqualTo(AccessReason.SCOPE_MISSING);
    assertThat(refusal.reason().kind()).isEqualTo(Kind.PERMISSION_DENIED);
    assertThat(refusal.getMessage()).contains("needs a key with the scope", "has " + scope.word());
    assertThat(refusal.details().get("needed")).isNotEmpty();
  }

  @Test
  void letsNobodyCallWhatIsInNoScope() {
    AdjutantException refusal =
        refused(control(100, 10), "adjutant.x.v1.X/Y", bearer(key(Scope.ADMIN, 0, 0)));
    assertThat(refusal.reason()).isEqualTo(AccessReason.METHOD_CLOSED);
  }

  @Test
  void letsEverybodyAskForHealth() {
    assertThat(control(1, 1).admit("grpc.health.v1.Health/Check", null).principal()).isEmpty();
  }

  @Test
  void refusesACallWithoutAKey() {
    assertThatThrownBy(() -> control(100, 10).admit(ASK, null))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(AccessReason.KEY_MISSING);
              assertThat(e.reason().kind()).isEqualTo(Kind.UNAUTHENTICATED);
              assertThat(e.getMessage()).contains("--key-file", "ADJUTANT_API_KEY");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer nothing",
        "Basic YTpi",
        "adj_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Bearer adj_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void refusesWhatIsNoKeyOfItsOwn(String header) {
    assertThat(refused(control(100, 10), ASK, header).reason()).isEqualTo(AccessReason.KEY_UNKNOWN);
  }

  @Test
  void refusesAKeyAfterItsTime() {
    KeyStore.Created created = key(Scope.ASK, 0, 0);
    clock.now = clock.now.plus(Duration.ofDays(1));
    assertThat(refused(control(100, 10), ASK, bearer(created)).reason())
        .isEqualTo(AccessReason.KEY_EXPIRED);
  }

  @Test
  void refusesARevokedKeyAtTheNextCall() {
    KeyStore.Created created = key(Scope.ASK, 0, 0);
    AccessControl control = control(100, 10);
    control.admit(ASK, bearer(created)).end();
    keys().revoke(created.key().id());
    AdjutantException refusal = refused(control, ASK, bearer(created));
    assertThat(refusal.reason()).isEqualTo(AccessReason.KEY_REVOKED);
    assertThat(refusal.getMessage()).doesNotContain(created.secret().reveal());
  }

  @Test
  void boundsTheRateOfAKeyAndSaysWhenToComeBack() {
    String header = bearer(key(Scope.ASK, 0, 0));
    AccessControl control = control(60, 10);
    for (int i = 0; i < 60; i++) {
      control.admit(ASK, header).end();
    }
    RetryLater refusal = catchThrowableOfType(RetryLater.class, () -> control.admit(ASK, header));
    assertThat(refusal.reason().reason()).isEqualTo(AccessReason.KEY_RATE_EXCEEDED);
    assertThat(refusal.reason().reason().kind()).isEqualTo(Kind.RESOURCE_EXHAUSTED);
    assertThat(refusal.pause()).isEqualTo(Duration.ofSeconds(1));
    nanos += TimeUnit.MILLISECONDS.toNanos(999);
    assertThatThrownBy(() -> control.admit(ASK, header)).isInstanceOf(RetryLater.class);
    nanos += TimeUnit.MILLISECONDS.toNanos(1);
    control.admit(ASK, header).end();
    assertThatThrownBy(() -> control.admit(ASK, header)).isInstanceOf(RetryLater.class);
  }

  @Test
  void boundsTheCallsAtOnceOfAKey() {
    String header = bearer(key(Scope.ASK, 0, 0));
    AccessControl control = control(100, 2);
    List<Admission> running = new ArrayList<>();
    running.add(control.admit(ASK, header));
    running.add(control.admit(ASK, header));
    RetryLater refusal = catchThrowableOfType(RetryLater.class, () -> control.admit(ASK, header));
    assertThat(refusal.reason().reason()).isEqualTo(AccessReason.KEY_CONCURRENCY_EXCEEDED);
    running.getFirst().end();
    running.getFirst().end(); // heard twice, given back once
    running.add(control.admit(ASK, header));
    assertThatThrownBy(() -> control.admit(ASK, header)).isInstanceOf(RetryLater.class);
  }

  @Test
  void aKeysOwnLimitsStandAboveTheSettings() {
    String small = bearer(key(Scope.ASK, 1, 0));
    String other = bearer(key(Scope.ASK, 0, 0));
    AccessControl control = control(100, 10);
    control.admit(ASK, small).end();
    assertThatThrownBy(() -> control.admit(ASK, small)).isInstanceOf(RetryLater.class);
    control.admit(ASK, other).end();
    control.admit(ASK, other).end();
  }

  @Test
  void refusesLimitsOutOfRange() {
    for (int[] limits : new int[][] {{0, 1}, {1_000_001, 1}, {1, 0}, {1, 10_001}}) {
      assertThatThrownBy(() -> new KeyLimits(limits[0], limits[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static final class MovedClock extends Clock {
    private Instant now = Instant.parse("2027-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

package ai.adjutant.chassis.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys over a real file. */
final class KeyStoreTest {
  private static final Instant START = Instant.parse("2027-01-01T00:00:00Z");
  private static final KeyWish ASK = new KeyWish("contact centre", Set.of(Scope.ASK), 0, 0);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path data = Path.of("never used");

  private final MovedClock clock = new MovedClock();

  private KeyStore open() {
    return KeyStore.open(data, clock);
  }

  private Path file() {
    return data.resolve("gateway").resolve("keys.json");
  }

  private static KeySecret shown(String text) {
    return KeySecret.parse(text).orElseThrow();
  }

  @Test
  void findsAKeyBySecretAfterARestart() {
    KeyStore.Created made =
        open().create(new KeyWish("loader", EnumSet.of(Scope.ASK, Scope.LOAD), 60, 3), DAY);
    ApiKey found = open().find(shown(made.secret().reveal())).orElseThrow();
    assertThat(found).isEqualTo(made.key());
    assertThat(found.scopes()).containsExactly(Scope.ASK, Scope.LOAD);
    assertThat(found.wish().concurrentMax()).isEqualTo(3);
    assertThat(made.secret().reveal()).startsWith(found.prefix()).hasSize(60);
  }

  @Test
  void keepsNoSecret() throws IOException {
    String secret = open().create(ASK, DAY).secret().reveal();
    assertThat(Files.readString(file())).doesNotContain(secret.substring(17));
    assertThat(shown(secret).toString()).doesNotContain(secret.substring(17));
  }

  @Test
  void findsNoKeyByAnotherSecretOfItsId() {
    KeyStore store = open();
    KeyStore.Created made = store.create(ASK, DAY);
    KeyStore.Created other = store.create(ASK, DAY);
    String mixed = made.key().prefix() + other.secret().reveal().substring(16);
    assertThat(store.find(shown(mixed))).isEmpty();
    assertThat(KeySecret.parse("adj_nothing")).isEmpty();
    assertThat(KeySecret.parse(made.secret().reveal() + "x")).isEmpty();
  }

  @Test
  void expiresAtItsTime() {
    KeyStore store = open();
    ApiKey key = store.create(ASK, DAY).key();
    assertThat(key.state(START.plus(DAY).minusSeconds(1))).isEqualTo(ApiKey.State.ACTIVE);
    assertThat(key.state(START.plus(DAY))).isEqualTo(ApiKey.State.EXPIRED);
  }

  @Test
  void revokesAtOnceAndForGood() {
    KeyStore store = open();
    KeyStore.Created made = store.create(ASK, DAY);
    store.revoke(made.key().id());
    assertThat(store.find(made.secret()).orElseThrow().state(START))
        .isEqualTo(ApiKey.State.REVOKED);
    clock.now = START.plusSeconds(60);
    assertThat(store.revoke(made.key().id()).revokeTime()).isEqualTo(START);
    assertThat(open().find(made.secret()).orElseThrow().state(START))
        .isEqualTo(ApiKey.State.REVOKED);
    assertThatThrownBy(() -> store.revoke("0123456789ab"))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(KeyReason.KEY_NOT_FOUND));
  }

  @Test
  void holdsNoMoreThanItsBoundAndForgetsThoseThatEndedLongAgo() {
    KeyStore store = new KeyStore(data, clock, 2);
    String first = store.create(ASK, DAY).key().id();
    store.create(ASK, KeyStore.LIFE_MAX);
    assertThatThrownBy(() -> store.create(ASK, DAY))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(KeyReason.TOO_MANY_KEYS));
    clock.now = START.plus(Duration.ofDays(92));
    store.create(ASK, DAY);
    assertThat(store.list()).hasSize(2).extracting(ApiKey::id).doesNotContain(first);
  }

  @Test
  void refusesADamagedFileAndSaysWhatToDo() throws IOException {
    open().create(ASK, DAY);
    String good = Files.readString(file());
    for (String damaged :
        new String[] {
          good.replace("\"ask\"", "\"admin\""),
          good.replace("contact", "CONTACT"),
          good.substring(0, good.length() / 2),
          "",
          "[]",
          "{\"version\":1}"
        }) {
      Files.writeString(file(), damaged);
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(KeyReason.KEY_FILE_REFUSED);
                assertThat(e.getMessage()).contains("keys.json", "backup", "key create --data");
              });
      assertThat(Files.readString(file())).as("left as it was").isEqualTo(damaged);
    }
    Files.writeString(file(), good.replace("\"version\" : 1", "\"version\" : 2"));
    assertThatThrownBy(this::open).hasMessageContaining("newer version");
    Files.writeString(file(), good);
    assertThat(open().list()).hasSize(1);
  }

  @Test
  void refusesAWishThatCannotBe() {
    for (String name : new String[] {"", " a", "a\nb", "a".repeat(65), "a;b"}) {
      assertThatThrownBy(() -> new KeyWish(name, Set.of(Scope.ASK), 0, 0))
          .isInstanceOf(AdjutantException.class);
    }
    assertThatThrownBy(() -> new KeyWish("a", Set.of(), 0, 0)).hasMessageContaining("scope");
    assertThatThrownBy(() -> new KeyWish("a", Set.of(Scope.ASK), -1, 0))
        .hasMessageContaining("calls a minute");
    assertThatThrownBy(() -> new KeyWish("a", Set.of(Scope.ASK), 0, 10_001))
        .hasMessageContaining("calls at once");
    KeyStore store = open();
    for (Duration life :
        new Duration[] {Duration.ZERO, Duration.ofDays(-1), KeyStore.LIFE_MAX.plusSeconds(1)}) {
      assertThatThrownBy(() -> store.create(ASK, life)).hasMessageContaining("expires");
    }
  }

  @Test
  void adminIncludesEveryScope() {
    ApiKey admin = open().create(new KeyWish("a", Set.of(Scope.ADMIN), 0, 0), DAY).key();
    ApiKey ask = open().create(ASK, DAY).key();
    assertThat(admin.permitsAny(Set.of(Scope.LOAD))).isTrue();
    assertThat(ask.permitsAny(Set.of(Scope.LOAD, Scope.ASK))).isTrue();
    assertThat(ask.permitsAny(Set.of(Scope.LOAD))).isFalse();
  }

  private static final class MovedClock extends Clock {
    private Instant now = START;

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

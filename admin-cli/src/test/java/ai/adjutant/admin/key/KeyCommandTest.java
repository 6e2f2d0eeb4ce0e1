package ai.adjutant.admin.key;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.access.v1.CreateKeyRequest;
import ai.adjutant.access.v1.CreateKeyResponse;
import ai.adjutant.access.v1.Key;
import ai.adjutant.access.v1.KeyScope;
import ai.adjutant.access.v1.KeyServiceGrpc;
import ai.adjutant.access.v1.KeyState;
import ai.adjutant.access.v1.ListKeysRequest;
import ai.adjutant.access.v1.ListKeysResponse;
import ai.adjutant.access.v1.RevokeKeyRequest;
import ai.adjutant.access.v1.RevokeKeyResponse;
import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.chassis.access.ApiKey;
import ai.adjutant.chassis.access.KeySecret;
import ai.adjutant.chassis.access.KeyStore;
import ai.adjutant.chassis.access.Scope;
import ai.adjutant.chassis.process.DataFolder;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code key} against a scripted service, and on the data of a stopped gateway. */
final class KeyCommandTest {
  private static final String SECRET =
      "adj_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  @TempDir Path folder = Path.of("never used");

  private final AtomicReference<CreateKeyRequest> asked = new AtomicReference<>();
  private final ScriptedServer server = new ScriptedServer(new Keys(asked));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void createsAKeyAndShowsItOnce() {
    Ran ran =
        server.run(
            "key",
            "create",
            "--name",
            "crm",
            "--scope",
            "ask,load",
            "--expires",
            "12h",
            "--rate",
            "60",
            "--concurrent",
            "3");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out().strip()).isEqualTo(SECRET);
    assertThat(ran.err()).contains("can't be shown again");
    CreateKeyRequest request = asked.get();
    assertThat(request.getScopesList())
        .containsExactly(KeyScope.KEY_SCOPE_ASK, KeyScope.KEY_SCOPE_LOAD);
    assertThat(request.getLife().getSeconds()).isEqualTo(12 * 3_600);
    assertThat(request.getRequestsPerMinuteMax()).isEqualTo(60);
    assertThat(request.getConcurrentMax()).isEqualTo(3);
  }

  @Test
  void savesAKeyWhereOnlyItsOwnerReadsIt() throws Exception {
    Path file = folder.resolve("crm.key");
    String[] create = {
      "key", "create", "--name", "crm", "--scope", "ask", "--save", file.toString()
    };
    Ran ran = server.run(create);
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out() + ran.err()).doesNotContain(SECRET);
    assertThat(Files.readString(file)).isEqualTo(SECRET + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    asked.set(CreateKeyRequest.getDefaultInstance());
    assertThat(server.run(create).exit()).as("nothing is overwritten").isEqualTo(3);
    assertThat(asked.get()).as("and no key made").isEqualTo(CreateKeyRequest.getDefaultInstance());
  }

  @Test
  void writesTheFirstKeyIntoTheDataOfAStoppedGateway() throws Exception {
    Path data = folder.resolve("data");
    String[] create = {
      "key", "create", "--name", "first", "--scope", "admin", "--data", data.toString(), "--json"
    };
    Ran ran = ScriptedServer.alone(create);
    String secret = ran.json().get("key").asText();
    ApiKey key =
        KeyStore.open(data, Clock.systemUTC())
            .find(KeySecret.parse(secret).orElseThrow())
            .orElseThrow();
    assertThat(key.scopes()).containsExactly(Scope.ADMIN);
    assertThat(Duration.between(key.createTime(), key.expireTime())).isEqualTo(Duration.ofDays(90));
    try (DataFolder running = DataFolder.open(data, "gateway")) {
      Ran refused = ScriptedServer.alone(create);
      assertThat(refused.exit()).isEqualTo(5);
      assertThat(refused.err()).contains("in use by another gateway");
    }
  }

  @Test
  void listsAndRevokes() {
    assertThat(
            server
                .run("key", "list", "--json")
                .json()
                .get("keys")
                .get(0)
                .get("scopes")
                .get(0)
                .asText())
        .isEqualTo("ask");
    assertThat(server.run("key", "list").out()).contains("0123456789ab", "crm", "active");
    Ran revoked = server.run("key", "revoke", "0123456789ab", "--json");
    assertThat(revoked.json().get("state").asText()).isEqualTo("revoked");
  }

  @Test
  void refusesWhatIsNoTimeAndNoScope() {
    assertThat(
            server.run("key", "create", "--name", "a", "--scope", "ask", "--expires", "soon").err())
        .contains("'soon' is no time such as 90d or 12h");
    assertThat(server.run("key", "create", "--name", "a", "--scope", "root").exit()).isEqualTo(2);
  }

  private static final class Keys extends KeyServiceGrpc.KeyServiceImplBase {
    private static final Key KEY =
        Key.newBuilder()
            .setName("keys/0123456789ab")
            .setDisplayName("crm")
            .setPrefix("adj_0123456789ab")
            .addScopes(KeyScope.KEY_SCOPE_ASK)
            .setState(KeyState.KEY_STATE_ACTIVE)
            .build();

    private final AtomicReference<CreateKeyRequest> asked;

    Keys(AtomicReference<CreateKeyRequest> asked) {
      this.asked = asked;
    }

    @Override
    public void createKey(CreateKeyRequest request, StreamObserver<CreateKeyResponse> observer) {
      asked.set(request);
      observer.onNext(CreateKeyResponse.newBuilder().setKey(KEY).setSecret(SECRET).build());
      observer.onCompleted();
    }

    @Override
    public void listKeys(ListKeysRequest request, StreamObserver<ListKeysResponse> observer) {
      observer.onNext(ListKeysResponse.newBuilder().addKeys(KEY).build());
      observer.onCompleted();
    }

    @Override
    public void revokeKey(RevokeKeyRequest request, StreamObserver<RevokeKeyResponse> observer) {
      observer.onNext(
          RevokeKeyResponse.newBuilder()
              .setKey(
                  KEY.toBuilder().setName(request.getName()).setState(KeyState.KEY_STATE_REVOKED))
              .build());
      observer.onCompleted();
    }
  }
}

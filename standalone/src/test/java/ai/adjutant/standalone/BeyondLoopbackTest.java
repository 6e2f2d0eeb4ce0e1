package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.adjutant.access.v1.CreateKeyRequest;
import ai.adjutant.access.v1.KeyScope;
import ai.adjutant.access.v1.KeyServiceGrpc;
import ai.adjutant.admin.AdminMain;
import ai.adjutant.chassis.tls.ClientSecurity;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.tls.TlsFailure;
import ai.adjutant.chassis.tls.TlsFiles;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.ListCorporaRequest;
import ai.adjutant.standalone.AdjutantCommands.Ran;
import com.google.protobuf.Duration;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The three services as processes on machines of their own, joined by mutual TLS; clients come with
 * a key.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BeyondLoopbackTest {
  private static final int GATEWAY = 0;
  private static final int RETRIEVER = 1;
  private static final int INFERENCE = 2;

  private final Path folder;
  private final Machines machines;
  private final Deque<ServerProcess.Running> running = new ArrayDeque<>();
  private String gatewayAddress = "";
  private String retrieverAddress = "";

  BeyondLoopbackTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.machines = Machines.open(folder);
  }

  @BeforeAll
  void start() throws Exception {
    certificates("tls");
    command(
        "key",
        "create",
        "--data",
        data("gateway"),
        "--name",
        "first",
        "--scope",
        "admin",
        "--save",
        file("admin.key"));
    String inference = serve(INFERENCE, "inference");
    retrieverAddress = serve(RETRIEVER, "retriever", "--inference", inference);
    gatewayAddress =
        serve(
            GATEWAY,
            "gateway",
            "--inference",
            inference,
            "--retriever",
            retrieverAddress,
            "--keys",
            "required",
            "--http-port",
            "0");
    done(
        with(
            "admin.key",
            "key",
            "create",
            "--name",
            "both",
            "--scope",
            "ask,load",
            "--save",
            file("both.key")));
  }

  @AfterAll
  void stop() throws Exception {
    running.forEach(ServerProcess.Running::close);
    machines.close();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String data(String service) {
    return folder.resolve("data-" + service).toString();
  }

  private void certificates(String name) {
    command(
        "tls",
        "init",
        "--out",
        file(name),
        "--host",
        "gateway=" + machines.address(GATEWAY),
        "--host",
        "retriever=" + machines.address(RETRIEVER),
        "--host",
        "inference=" + machines.address(INFERENCE));
  }

  private String serve(int machine, String service, String... more) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                service,
                "--data",
                data(service),
                "--host",
                machines.address(machine),
                "--tls",
                file("tls")));
    all.addAll(List.of(more));
    ServerProcess.Running server =
        ServerProcess.servingBy(folder, machines.running(machine), all.toArray(String[]::new));
    running.push(server);
    return server.address();
  }

  /** A command that calls nobody. */
  private static void command(String... arguments) {
    done(new AdjutantCommands("127.0.0.1:1").run(arguments));
  }

  private static Ran done(Ran ran) {
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }

  /** A command to the gateway over TLS with a key. */
  private Ran with(String key, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--key-file", file(key)));
    return overTls(all.toArray(String[]::new));
  }

  private Ran overTls(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--ca", file("tls/ca.pem")));
    return new AdjutantCommands(gatewayAddress).run(all.toArray(String[]::new));
  }

  private static void refused(Ran ran, int exit, String... words) {
    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(ran.err()).contains(words);
  }

  @Test
  void loadsACorpusAndAnswersFromItWithAKey() throws IOException {
    Path documents = Files.createDirectories(folder.resolve("documents"));
    Files.writeString(
        documents.resolve("sim.md"),
        "# SIM cards\n\nA replacement SIM card costs 15 euros. It arrives within two days.\n");
    done(with("both.key", "corpus", "create", "telecom"));
    done(with("both.key", "corpus", "load", "telecom", documents.toString()));
    done(with("both.key", "corpus", "reindex", "telecom"));
    Ran answer =
        with(
            "both.key", "ask", "-c", "telecom", "What does a replacement SIM card cost?", "--json");
    assertThat(answer.json().toString()).contains("15 euros");
    done(with("both.key", "status"));
  }

  @Test
  void refusesACommandWithoutAKeyOrWithAWrongOne() throws IOException {
    refused(overTls("corpus", "list"), 6, "asks for a key", "--key-file", "ADJUTANT_API_KEY");
    String key = Files.readString(folder.resolve("both.key")).strip();
    Files.writeString(
        folder.resolve("wrong.key"),
        key.substring(0, 20) + (key.charAt(20) == 'A' ? 'B' : 'A') + key.substring(21));
    refused(with("wrong.key", "corpus", "list"), 6, "does not know the key");
  }

  @Test
  void refusesWhatTheScopesOfAKeyDoNotPermit() {
    refused(with("both.key", "key", "list"), 6, "needs a key with the scope admin");
    refused(with("both.key", "model", "list"), 6, "admin");
  }

  @Test
  void refusesARevokedKeyAtOnce() {
    Ran made =
        with(
            "admin.key",
            "key",
            "create",
            "--name",
            "short",
            "--scope",
            "ask",
            "--save",
            file("short.key"),
            "--json");
    done(with("short.key", "corpus", "list"));
    done(with("admin.key", "key", "revoke", made.json().get("id").asText()));
    refused(with("short.key", "corpus", "list"), 6, "was revoked");
  }

  @Test
  void takesTheKeyFromTheEnvironment() throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AdminMain.class.getName(),
                "corpus",
                "list",
                "--json",
                "--server",
                gatewayAddress,
                "--ca",
                file("tls/ca.pem"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("corpora.json").toFile());
    command
        .environment()
        .put("ADJUTANT_API_KEY", Files.readString(folder.resolve("both.key")).strip());
    Process process = command.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("corpora.json"))).isZero();
  }

  @Test
  void httpStaysOnTheMachine() throws IOException {
    String host = machines.address(GATEWAY);
    String local = new Endpoint.Tcp(host, 0).isLoopback() ? host : "127.0.0.1";
    assertThat(running.getFirst().process().output())
        .contains("health: http://" + local + ":", "metrics: http://" + local + ":");
  }

  @Test
  void saysThatTheServerSpeaksTls() {
    refused(
        new AdjutantCommands(gatewayAddress).run("corpus", "list"), 5, "speaks TLS", "--ca FILE");
  }

  @Test
  void aServiceRefusesCallersThatItsCaDidNotCertify() throws Exception {
    certificates("other");
    TlsFiles own = TlsFiles.in(folder.resolve("tls"), ServiceRole.GATEWAY);
    TlsFiles other = TlsFiles.in(folder.resolve("other"), ServiceRole.GATEWAY);
    // the stranger trusts the retriever's CA; the retriever must not trust the stranger's
    Path both =
        Files.write(
            folder.resolve("both-ca.pem"),
            List.of(Files.readString(own.ca()), Files.readString(other.ca())));
    try (ServiceSecurity stranger =
            ServiceSecurity.open(
                new TlsFiles(both, other.certificate(), other.key()),
                ServiceRole.GATEWAY,
                java.time.Duration.ofDays(1),
                Clock.systemUTC());
        ServiceSecurity friend =
            ServiceSecurity.open(
                own, ServiceRole.GATEWAY, java.time.Duration.ofDays(1), Clock.systemUTC())) {
      assertThat(listCorpora(friend.calling(ServiceRole.RETRIEVER))).isNull();
      assertThat(TlsFailure.of(failure(stranger.calling(ServiceRole.RETRIEVER))))
          .contains(TlsFailure.REFUSED_BY_PEER);
      assertThat(TlsFailure.of(failure(ClientSecurity.ca(own.ca()))))
          .contains(TlsFailure.REFUSED_BY_PEER);
      failure(ClientSecurity.plaintext());
    }
  }

  private StatusRuntimeException failure(ChannelCredentials credentials) {
    return Objects.requireNonNull(listCorpora(credentials), "the retriever let it in");
  }

  /** Calls the retriever itself; returns how that failed, if it did. */
  private @org.jspecify.annotations.Nullable StatusRuntimeException listCorpora(
      ChannelCredentials credentials) {
    ManagedChannel channel = Channels.open(Endpoint.parse(retrieverAddress), credentials);
    try {
      return catchThrowableOfType(
          StatusRuntimeException.class,
          () ->
              CorpusServiceGrpc.newBlockingStub(channel)
                  .withDeadlineAfter(30, TimeUnit.SECONDS)
                  .listCorpora(ListCorporaRequest.getDefaultInstance()));
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void whatAClientSaysOfItselfHasNoEffect() throws IOException {
    Metadata forged = new Metadata();
    forged.put(header("x-adjutant-principal"), "forged:principal");
    forged.put(header("x-adjutant-tenant"), "forged");
    ManagedChannel channel =
        Channels.open(
            Endpoint.parse(gatewayAddress), ClientSecurity.ca(folder.resolve("tls/ca.pem")));
    try {
      KeyServiceGrpc.KeyServiceBlockingStub keys =
          KeyServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(60, TimeUnit.SECONDS)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(forged));
      CreateKeyRequest request =
          CreateKeyRequest.newBuilder()
              .setDisplayName("made")
              .addScopes(KeyScope.KEY_SCOPE_ASK)
              .setLife(Duration.newBuilder().setSeconds(60))
              .build();
      StatusRuntimeException refusal =
          catchThrowableOfType(StatusRuntimeException.class, () -> keys.createKey(request));
      assertThat(Statuses.errorInfo(refusal).orElseThrow().getReason()).isEqualTo("KEY_MISSING");

      String admin = Files.readString(folder.resolve("admin.key")).strip();
      forged.put(header("authorization"), "Bearer " + admin);
      String made = keys.createKey(request).getKey().getPrefix();
      String id = admin.substring(4, 16);
      assertThat(running.getFirst().process().output())
          .contains("key:" + id + " made the key " + made)
          .doesNotContain("forged", admin);
    } finally {
      channel.shutdownNow();
    }
  }

  private static Metadata.Key<String> header(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}

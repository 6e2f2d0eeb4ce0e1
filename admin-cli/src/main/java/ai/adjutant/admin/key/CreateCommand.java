package ai.adjutant.admin.key;

import ai.adjutant.access.v1.CreateKeyRequest;
import ai.adjutant.access.v1.CreateKeyResponse;
import ai.adjutant.access.v1.KeyScope;
import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chassis.access.KeyStore;
import ai.adjutant.chassis.access.KeyWish;
import ai.adjutant.chassis.access.Scope;
import ai.adjutant.chassis.process.DataFolder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Duration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code key create}. */
@Command(name = "create", description = "Create a key. It is shown once and kept nowhere.")
final class CreateCommand extends GatewayCommand {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "What people call it.")
  private String name = "";

  @Option(
      names = "--scope",
      paramLabel = "ask|load|admin",
      split = ",",
      required = true,
      description =
          "What it may be used for, several with commas: ask (ask and search), load (corpora and"
              + " documents), admin (everything).")
  private List<ScopeName> scopes = new ArrayList<>();

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      defaultValue = "90d",
      converter = Life.class,
      description = "How long it is accepted, such as 90d or 12h (default: ${DEFAULT-VALUE}).")
  private java.time.Duration life = java.time.Duration.ZERO;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Calls a minute; 0 for the gateway's setting (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--concurrent",
      paramLabel = "N",
      defaultValue = "0",
      description = "Calls at once; 0 for the gateway's setting (default: ${DEFAULT-VALUE}).")
  private int concurrent;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Write the key into the data of a gateway that is stopped; the way to the first key.")
  private @Nullable Path data;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the key to a new file that only you can read, instead of showing it.")
  private @Nullable Path save;

  /** As people write it. */
  enum ScopeName {
    ask,
    load,
    admin
  }

  /** A key that was made. */
  private record Made(String id, String expires, String secret) {}

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) throws IOException {
    Path file = save;
    if (file != null) {
      // before the key is made: a key that can't be saved would be lost
      Files.createFile(file, ownerOnly(file));
    }
    Made made;
    try {
      Path folder = data;
      made = folder == null ? ask(gateway) : write(folder);
    } catch (IOException | RuntimeException e) {
      if (file != null) {
        Files.delete(file);
      }
      throw e;
    }
    if (file != null) {
      Files.writeString(file, made.secret() + "\n", StandardOpenOption.TRUNCATE_EXISTING);
    }
    print(terminal, made);
    return ExitCode.DONE;
  }

  private Made ask(GatewayClient gateway) {
    CreateKeyRequest.Builder request =
        CreateKeyRequest.newBuilder()
            .setDisplayName(name)
            .setLife(Duration.newBuilder().setSeconds(life.toSeconds()))
            .setRequestsPerMinuteMax(rate)
            .setConcurrentMax(concurrent);
    for (ScopeName scope : scopes) {
      request.addScopes(
          switch (scope) {
            case ask -> KeyScope.KEY_SCOPE_ASK;
            case load -> KeyScope.KEY_SCOPE_LOAD;
            case admin -> KeyScope.KEY_SCOPE_ADMIN;
          });
    }
    CreateKeyResponse response = gateway.keys().createKey(request.build());
    return new Made(
        KeyView.id(response.getKey()),
        KeyView.time(response.getKey().getExpireTime()),
        response.getSecret());
  }

  private Made write(Path folder) throws IOException {
    Set<Scope> wanted = EnumSet.noneOf(Scope.class);
    for (ScopeName scope : scopes) {
      wanted.add(Scope.named(scope.name()).orElseThrow());
    }
    KeyWish wish = new KeyWish(name, wanted, rate, concurrent);
    try (DataFolder locked = DataFolder.open(folder, "gateway")) {
      KeyStore.Created created = KeyStore.open(folder, Clock.systemUTC()).create(wish, life);
      return new Made(
          created.key().id(), created.key().expireTime().toString(), created.secret().reveal());
    }
  }

  private void print(Terminal terminal, Made made) {
    Path file = save;
    if (terminal.json()) {
      ObjectNode result =
          Terminal.object().put("id", made.id()).put("name", name).put("expires", made.expires());
      if (file == null) {
        result.put("key", made.secret());
      } else {
        result.put("file", file.toString());
      }
      scopes.forEach(scope -> result.withArray("scopes").add(scope.name()));
      terminal.result(result);
      return;
    }
    terminal.line("%s", file == null ? made.secret() : "wrote the key to " + file);
    terminal.note("id %s, accepted until %s", made.id(), made.expires());
    if (file == null) {
      terminal.note(
          "Keep it now, it can't be shown again. Commands take it with --key-file FILE or from"
              + " ADJUTANT_API_KEY.");
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}

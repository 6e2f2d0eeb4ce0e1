package ai.adjutant.admin.model;

import ai.adjutant.admin.hub.Hub;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.chassis.transport.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hub, and who asks. */
final class HubOptions {
  private static final int TOKEN_MAX = 4_096;
  private static final int RETRIES_MAX = 100;
  private static final int PORT_MAX = 65_535;
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

  @Option(
      names = "--hub",
      paramLabel = "URL",
      defaultValue = "https://huggingface.co",
      description = "The hub (default: ${DEFAULT-VALUE}).")
  private String hub = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the token that the hub knows you by.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "4",
      description = "Try again so often in a row without a byte (default: ${DEFAULT-VALUE}).")
  private int retries;

  /** The hub's repository. */
  Hub open(String repository, String revision) throws IOException {
    if (retries < 0 || retries > RETRIES_MAX) {
      throw wrong("--retries " + retries + " is not between 0 and " + RETRIES_MAX);
    }
    URI address = address();
    Optional<String> token = token();
    if (token.isPresent() && address.getScheme().equals("http") && !loopback(address)) {
      throw wrong("--token-file: a token is not sent to " + address + ", which is not encrypted");
    }
    return new Hub(address, repository, revision, token, retries);
  }

  private URI address() {
    try {
      URI address = new URI(hub);
      String scheme = address.getScheme();
      boolean web = "https".equals(scheme) || "http".equals(scheme);
      if (web && address.getHost() != null && address.getPort() <= PORT_MAX) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw wrong("--hub '" + hub + "': " + e.getReason());
    }
    throw wrong("--hub '" + hub + "' is no address such as https://huggingface.co");
  }

  private static boolean loopback(URI address) {
    return new Endpoint.Tcp(address.getHost(), Math.max(address.getPort(), 0)).isLoopback();
  }

  private Optional<String> token() throws IOException {
    Path file = tokenFile;
    if (file == null) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      String token = new String(in.readNBytes(TOKEN_MAX), StandardCharsets.ISO_8859_1).strip();
      if (!PRINTABLE.matcher(token).matches()) {
        throw new CommandFailure(
            ExitCode.INPUT_REFUSED, file + " holds no token: one word of printable characters");
      }
      return Optional.of(token);
    }
  }

  private static CommandFailure wrong(String message) {
    return new CommandFailure(ExitCode.WRONG_USAGE, message);
  }
}

package ai.adjutant.admin.tls;

import ai.adjutant.admin.client.TerminalCommand;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chassis.certificate.CertificateFolder;
import ai.adjutant.chassis.tls.ServiceRole;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tls init}. */
@Command(
    name = "init",
    description = "Make a certificate authority of your own and a certificate for each service.")
final class InitCommand extends TerminalCommand {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the files; nothing in it is overwritten.")
  private Path out = Path.of("");

  @Option(
      names = "--host",
      paramLabel = "[SERVICE=]NAME",
      description =
          "Host name or IP address under which the services are reached, as often as needed; with"
              + " gateway=, retriever= or inference= before it for that service alone. Each can be"
              + " reached as localhost too.")
  private List<String> hosts = new ArrayList<>();

  @Override
  protected ExitCode run(Terminal terminal) {
    Map<ServiceRole, List<String>> byService = byService();
    new CertificateFolder(out).create(byService, Instant.now());
    if (terminal.json()) {
      terminal.result(
          Terminal.object()
              .put("folder", out.toString())
              .put("ca", out.resolve("ca.pem").toString()));
      return ExitCode.DONE;
    }
    terminal.line("wrote a CA (10 years) and certificates for gateway, retriever and inference");
    terminal.line("(1 year) to %s", out);
    terminal.line("");
    terminal.line("Next:");
    terminal.line("  keep %s to yourself; no server needs it", out.resolve("ca-key.pem"));
    terminal.line("  ./adjutant key create --data DATA --name NAME --scope admin --save FILE");
    terminal.line("  ./adjutant serve --data DATA --host 0.0.0.0 --tls %s --keys required", out);
    terminal.line("Clients: --server https://NAME:7070 --ca ca.pem --key-file FILE");
    terminal.line("Three machines: each gets ca.pem, SERVICE.pem and SERVICE-key.pem.");
    return ExitCode.DONE;
  }

  private Map<ServiceRole, List<String>> byService() {
    Map<ServiceRole, List<String>> named = new EnumMap<>(ServiceRole.class);
    for (ServiceRole role : ServiceRole.values()) {
      named.put(role, new ArrayList<>());
    }
    for (String host : hosts) {
      int equals = host.indexOf('=');
      if (equals < 0) {
        named.values().forEach(list -> list.add(host));
        continue;
      }
      String word = host.substring(0, equals);
      ServiceRole role =
          ServiceRole.named(word)
              .orElseThrow(() ->
                  new CommandFailure(
                      ExitCode.WRONG_USAGE,
                      "--host: '" + word + "' is none of gateway, retriever, inference"));
      named.getOrDefault(role, new ArrayList<>()).add(host.substring(equals + 1));
    }
    return named;
  }
}

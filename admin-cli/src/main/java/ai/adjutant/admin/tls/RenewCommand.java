package ai.adjutant.admin.tls;

import ai.adjutant.admin.client.TerminalCommand;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chassis.certificate.CertificateFolder;
import ai.adjutant.chassis.tls.ServiceRole;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tls renew}. */
@Command(
    name = "renew",
    description = "Make new certificates and keys from the CA in a folder, for the same hosts.")
final class RenewCommand extends TerminalCommand {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder of 'tls init', with its ca-key.pem.")
  private Path out = Path.of("");

  @Override
  protected ExitCode run(Terminal terminal) {
    CertificateFolder folder = new CertificateFolder(out);
    folder.renew(Instant.now());
    if (terminal.json()) {
      ObjectNode result = Terminal.object().put("folder", out.toString());
      for (ServiceRole role : ServiceRole.values()) {
        result.put(role.word(), folder.end(role).toString());
      }
      terminal.result(result);
      return ExitCode.DONE;
    }
    for (ServiceRole role : ServiceRole.values()) {
      terminal.line("%s: valid until %s", role.word(), folder.end(role));
    }
    terminal.line("Servers that read this folder take them without a restart.");
    return ExitCode.DONE;
  }
}

package ai.adjutant.admin.key;

import ai.adjutant.access.v1.Key;
import ai.adjutant.access.v1.RevokeKeyRequest;
import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code key revoke}. */
@Command(name = "revoke", description = "Revoke a key: no new call with it is accepted.")
final class RevokeCommand extends GatewayCommand {
  @Parameters(paramLabel = "ID", description = "From 'key list'; what follows adj_ in the key.")
  private String id = "";

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    RevokeKeyRequest request = RevokeKeyRequest.newBuilder().setName(KeyView.name(id)).build();
    Key revoked = gateway.retrying(() -> gateway.keys().revokeKey(request)).getKey();
    if (terminal.json()) {
      terminal.result(KeyView.json(revoked));
    } else {
      terminal.line(
          "revoked %s (%s)", KeyView.id(revoked), Terminal.safe(revoked.getDisplayName()));
    }
    return ExitCode.DONE;
  }
}

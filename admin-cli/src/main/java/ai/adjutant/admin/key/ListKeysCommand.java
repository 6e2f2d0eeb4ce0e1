package ai.adjutant.admin.key;

import ai.adjutant.access.v1.Key;
import ai.adjutant.access.v1.ListKeysRequest;
import ai.adjutant.access.v1.ListKeysResponse;
import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code key list}. */
@Command(name = "list", description = "List keys, those that ended in the last 90 days too.")
final class ListKeysCommand extends GatewayCommand {
  private static final int KEYS_MAX = 10_000;

  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    List<Key> keys = keys(gateway);
    if (terminal.json()) {
      ObjectNode result = Terminal.object();
      ArrayNode list = result.putArray("keys");
      keys.forEach(key -> list.add(KeyView.json(key)));
      terminal.result(result);
      return ExitCode.DONE;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ID", "NAME", "SCOPES", "STATE", "EXPIRES"));
    for (Key key : keys) {
      rows.add(
          List.of(
              KeyView.id(key),
              Terminal.safe(key.getDisplayName()),
              String.join(",", KeyView.scopes(key)),
              KeyView.state(key),
              KeyView.time(key.getExpireTime())));
    }
    terminal.table(rows);
    return ExitCode.DONE;
  }

  private static List<Key> keys(GatewayClient gateway) {
    List<Key> keys = new ArrayList<>();
    String token = "";
    do {
      ListKeysRequest request = ListKeysRequest.newBuilder().setPageToken(token).build();
      ListKeysResponse page = gateway.retrying(() -> gateway.keys().listKeys(request));
      keys.addAll(page.getKeysList());
      token = page.getKeysCount() == 0 ? "" : page.getNextPageToken();
    } while (!token.isEmpty() && keys.size() < KEYS_MAX);
    return keys;
  }
}

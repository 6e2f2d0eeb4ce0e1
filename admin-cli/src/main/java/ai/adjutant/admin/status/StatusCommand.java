package ai.adjutant.admin.status;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.GatewayCommand;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.chat.v1.GetStatusRequest;
import ai.adjutant.chat.v1.GetStatusResponse;
import ai.adjutant.chat.v1.ServiceState;
import ai.adjutant.chat.v1.ServiceStatus;
import ai.adjutant.inference.v1.GetEngineResponse;
import ai.adjutant.process.v1.ThreadShare;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code status}. */
@Command(
    name = "status",
    description = "Show the state of the services, what computes, and what the engine is doing.")
public final class StatusCommand extends GatewayCommand {
  @Override
  protected ExitCode run(GatewayClient gateway, Terminal terminal) {
    GetStatusResponse status =
        gateway.retrying(() -> gateway.status().getStatus(GetStatusRequest.getDefaultInstance()));
    Optional<GetEngineResponse> engine = EngineView.ask(gateway);
    if (terminal.json()) {
      ObjectNode result = json(status);
      engine.ifPresent(seen -> result.set("engine", EngineView.json(seen)));
      terminal.result(result);
    } else {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("SERVICE", "STATE", "ADDRESS", ""));
      for (ServiceStatus service : status.getServicesList()) {
        String address = service.getAddress().isEmpty() ? gateway.server() : service.getAddress();
        rows.add(List.of(service.getService(), state(service), address, service.getMessage()));
      }
      terminal.table(rows);
      printThreads(terminal, status);
      engine.ifPresent(seen -> EngineView.print(terminal, seen));
    }
    boolean serving =
        status.getServicesList().stream()
            .allMatch(service -> service.getState() == ServiceState.SERVICE_STATE_SERVING);
    return serving ? ExitCode.DONE : ExitCode.NOT_AVAILABLE;
  }

  private static ObjectNode json(GetStatusResponse status) {
    ObjectNode result = Terminal.object().put("version", status.getVersion());
    ArrayNode services = result.putArray("services");
    for (ServiceStatus service : status.getServicesList()) {
      services
          .addObject()
          .put("service", service.getService())
          .put("state", state(service))
          .put("address", service.getAddress())
          .put("message", service.getMessage());
    }
    ArrayNode threads = result.putArray("threads");
    for (ServiceStatus service : status.getServicesList()) {
      for (ThreadShare share : service.getThreadsList()) {
        threads
            .addObject()
            .put("use", share.getUse())
            .put("threads", share.getCount())
            .put("service", service.getService());
      }
    }
    return result;
  }

  private static void printThreads(Terminal terminal, GetStatusResponse status) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("USE", "THREADS", "SERVICE"));
    for (ServiceStatus service : status.getServicesList()) {
      for (ThreadShare share : service.getThreadsList()) {
        rows.add(List.of(share.getUse(), Integer.toString(share.getCount()), service.getService()));
      }
    }
    if (rows.size() > 1) {
      terminal.line("");
      terminal.table(rows);
    }
  }

  private static String state(ServiceStatus service) {
    return service
        .getState()
        .name()
        .replaceFirst("^SERVICE_STATE_", "")
        .toLowerCase(Locale.ROOT)
        .replace('_', ' ');
  }
}

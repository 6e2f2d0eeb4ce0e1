package ai.adjutant.gateway.proxy;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;

/**
 * {@code GET /health}: 200 when every service serves, else 503; for load balancers and monitors.
 */
@Controller
@Requires(property = "adjutant.service", value = "gateway")
final class HealthPage {
  private final ServiceProxy proxy;

  HealthPage(ServiceProxy proxy) {
    this.proxy = proxy;
  }

  @Get("/health")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<Map<String, Object>> health() {
    Map<String, Boolean> services = proxy.serving();
    boolean up = !services.containsValue(false);
    return HttpResponse.<Map<String, Object>>status(
            up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(Map.of("status", up ? "UP" : "DOWN", "services", services));
  }
}

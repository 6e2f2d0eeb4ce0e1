package ai.adjutant.standalone.metrics;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.concurrent.Semaphore;

/**
 * {@code GET /metrics}: what the process measures, for Prometheus and whatever reads its format.
 */
@Controller
@Requires(beans = Metrics.class)
final class MetricsPage {
  static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  /** Pages that are written at once; each is some hundred kilobytes at most. */
  private static final int PAGES_MAX = 4;

  private final Metrics metrics;
  private final Semaphore pages = new Semaphore(PAGES_MAX);

  MetricsPage(Metrics metrics) {
    this.metrics = metrics;
  }

  @Get("/metrics")
  @Produces(TEXT)
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<String> page() {
    if (!pages.tryAcquire()) {
      return HttpResponse.<String>status(HttpStatus.SERVICE_UNAVAILABLE)
          .header("Retry-After", "1")
          .body("busy: " + PAGES_MAX + " readers are served at once; ask again in a second\n");
    }
    try {
      return HttpResponse.ok(metrics.page());
    } finally {
      pages.release();
    }
  }
}

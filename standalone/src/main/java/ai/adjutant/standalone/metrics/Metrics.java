package ai.adjutant.standalone.metrics;

import ai.adjutant.chassis.build.Version;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The one registry of a process, with the numbers of the JVM. Closed after the services. */
public final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final LogMeter log = new LogMeter(registry);

  /** A registry that knows the JVM. */
  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collections.bindTo(registry);
    Gauge.builder("adjutant.build.info", () -> 1)
        .description("always 1; its labels say which build runs on which Java")
        .tag("version", Version.current())
        .tag("java", Runtime.version().toString())
        .register(registry);
    log.listen();
  }

  /** Takes the numbers of the services. */
  public MeterRegistry registry() {
    return registry;
  }

  /** All numbers at this moment, in Prometheus' text format. */
  String page() {
    return registry.scrape(MetricsPage.TEXT);
  }

  @Override
  public void close() {
    log.close();
    collections.close();
    registry.close();
  }
}

/**
 * What the process measures of itself and its services, as a page of text for Prometheus.
 *
 * <p>Entry point: {@link ai.adjutant.standalone.metrics.Metrics}. No service's own numbers are made
 * here: each registers its own. Any thread may call.
 */
@NullMarked
package ai.adjutant.standalone.metrics;

import org.jspecify.annotations.NullMarked;

/**
 * One budget of threads for everything that computes.
 *
 * <p>Entry point: {@link ai.adjutant.chassis.threads.ThreadBudget}. It starts no thread; who
 * computes, and with which share, is the services' own affair.
 */
@NullMarked
package ai.adjutant.chassis.threads;

import org.jspecify.annotations.NullMarked;

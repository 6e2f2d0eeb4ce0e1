/**
 * One budget of threads for everything that computes, and how it is shared out.
 *
 * <p>Door: {@link ai.adjutant.chassis.threads.ThreadBudget}. Pure: it starts no thread and asks no
 * machine; whoever computes takes its number from here.
 */
@NullMarked
package ai.adjutant.chassis.threads;

import org.jspecify.annotations.NullMarked;

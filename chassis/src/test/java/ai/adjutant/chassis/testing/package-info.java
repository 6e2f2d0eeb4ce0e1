/**
 * What tests of all modules share: the log that a test provokes, and the command that repeats a
 * failure.
 *
 * <p>Nothing here knows a service or a domain type.
 */
@NullMarked
package ai.adjutant.chassis.testing;

import org.jspecify.annotations.NullMarked;

/**
 * What every service process needs beside its transport: what it was started with, the data folder
 * and its lock.
 *
 * <p>Entry point: {@link ai.adjutant.chassis.process.ServiceSettings}.
 */
@NullMarked
package ai.adjutant.chassis.process;

import org.jspecify.annotations.NullMarked;

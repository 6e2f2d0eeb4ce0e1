/**
 * What every service process needs beside its transport: settings, the data folder and its lock.
 *
 * <p>Door: {@link ai.adjutant.chassis.process.ServiceSettings}. The only room that reads
 * environment and system properties.
 */
@NullMarked
package ai.adjutant.chassis.process;

import org.jspecify.annotations.NullMarked;

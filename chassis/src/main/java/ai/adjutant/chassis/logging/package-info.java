/**
 * The log of a service process: lines of text or JSON on one stream, bounded per second, each
 * within a request with its id and tenant.
 *
 * <p>Public types: {@link ai.adjutant.chassis.logging.ServiceLog}, which an entry point installs
 * once before anything is logged, and {@link ai.adjutant.chassis.logging.LoggingSettings}. No text
 * of questions, prompts, answers or documents is logged: callers must not pass it, and of
 * exceptions of others only the class and the place are written. Handlers run in the thread that
 * logs.
 */
@NullMarked
package ai.adjutant.chassis.logging;

import org.jspecify.annotations.NullMarked;

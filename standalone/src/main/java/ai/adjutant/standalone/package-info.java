/**
 * The services as processes: all three in one JVM, joined by in-process channels, or one alone.
 *
 * <p>Entry point: {@link ai.adjutant.standalone.StandaloneMain}. Starts and stops; no domain logic
 * comes in.
 */
@NullMarked
package ai.adjutant.standalone;

import org.jspecify.annotations.NullMarked;

/**
 * Documents that are in force together and contradict each other: the same statement with other
 * values, in an older and in a newer document of the same title.
 *
 * <p>Public: {@link ai.adjutant.gateway.version.Conflicts} and {@link
 * ai.adjutant.gateway.version.Conflict}. Pure; any thread may call.
 */
@NullMarked
package ai.adjutant.gateway.version;

import org.jspecify.annotations.NullMarked;

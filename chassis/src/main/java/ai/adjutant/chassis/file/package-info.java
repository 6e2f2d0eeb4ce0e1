/**
 * Files as services keep them: written so that they outlive a crash, and known by their digests.
 *
 * <p>Public: {@link ai.adjutant.chassis.file.DurableFiles}, {@link
 * ai.adjutant.chassis.file.Sha256}.
 */
@NullMarked
package ai.adjutant.chassis.file;

import org.jspecify.annotations.NullMarked;

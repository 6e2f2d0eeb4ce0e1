/**
 * The contract of inference over gRPC: checks what comes in, translates, and delegates.
 *
 * <p>Entry point: {@link ai.adjutant.inference.service.InferenceServer}, and {@link
 * ai.adjutant.inference.service.ImportIdleTimeout} for the settings. Generated messages end here;
 * the packages inside speak records. Handlers run on virtual threads and wait for the loops of the
 * packages.
 */
@NullMarked
package ai.adjutant.inference.service;

import org.jspecify.annotations.NullMarked;

/**
 * Tiers whose answers a language model words.
 *
 * <p>Public: {@link ai.adjutant.gateway.generate.GeneratedAnswerer}; {@link
 * ai.adjutant.gateway.generate.Generator}, the seam to a model's client, with its records. No gRPC.
 */
@NullMarked
package ai.adjutant.gateway.generate;

import org.jspecify.annotations.NullMarked;

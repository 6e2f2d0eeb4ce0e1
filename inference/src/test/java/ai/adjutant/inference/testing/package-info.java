/**
 * Small real models for tests, of this module and of others.
 *
 * <p>Entry point: {@link ai.adjutant.inference.testing.SyntheticDecoder}.
 */
@NullMarked
package ai.adjutant.inference.testing;

import org.jspecify.annotations.NullMarked;

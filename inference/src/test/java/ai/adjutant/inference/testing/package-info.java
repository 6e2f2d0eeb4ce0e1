/**
 * Small real models for tests, of this module and of others.
 *
 * <p>Door: {@link ai.adjutant.inference.testing.SyntheticDecoder}.
 */
@NullMarked
package ai.adjutant.inference.testing;

import org.jspecify.annotations.NullMarked;

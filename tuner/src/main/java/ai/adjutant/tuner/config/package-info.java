/**
 * The configuration of a training run, read from one file, checked as a whole, and recorded with
 * what came of it.
 *
 * <p>Entry point: {@link ai.adjutant.tuner.config.Recipe}.
 */
@NullMarked
package ai.adjutant.tuner.config;

import org.jspecify.annotations.NullMarked;

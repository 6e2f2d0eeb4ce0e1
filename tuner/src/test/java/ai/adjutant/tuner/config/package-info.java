/** Tests of configurations. */
@NullMarked
package ai.adjutant.tuner.config;

import org.jspecify.annotations.NullMarked;

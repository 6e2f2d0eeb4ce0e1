/** The architecture rules, and proofs that each finds its breach. */
@NullMarked
package ai.adjutant.architecture;

import org.jspecify.annotations.NullMarked;

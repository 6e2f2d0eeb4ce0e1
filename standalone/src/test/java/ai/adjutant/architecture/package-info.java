/** The rules of the house, and proofs that they bite. */
@NullMarked
package ai.adjutant.architecture;

import org.jspecify.annotations.NullMarked;

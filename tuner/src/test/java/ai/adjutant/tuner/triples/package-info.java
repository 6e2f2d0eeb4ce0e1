/** Tests of examples. */
@NullMarked
package ai.adjutant.tuner.triples;

import org.jspecify.annotations.NullMarked;

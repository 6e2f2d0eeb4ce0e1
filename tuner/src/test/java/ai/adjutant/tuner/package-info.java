/** Tests of the program and of how its packages depend on each other. */
@NullMarked
package ai.adjutant.tuner;

import org.jspecify.annotations.NullMarked;

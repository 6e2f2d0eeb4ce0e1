/**
 * The tuner: a program that trains small models, {@code ./adjutant tune}. It stands on no other
 * module's class path.
 */
@NullMarked
package ai.adjutant.tuner;

import org.jspecify.annotations.NullMarked;

@NullMarked
package ai.adjutant.tuner.pairs;

import org.jspecify.annotations.NullMarked;

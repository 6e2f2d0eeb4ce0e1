@NullMarked
package ai.adjutant.tuner.encoder;

import org.jspecify.annotations.NullMarked;

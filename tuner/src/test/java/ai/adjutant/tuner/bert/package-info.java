/** Tests of the encoder. */
@NullMarked
package ai.adjutant.tuner.bert;

import org.jspecify.annotations.NullMarked;

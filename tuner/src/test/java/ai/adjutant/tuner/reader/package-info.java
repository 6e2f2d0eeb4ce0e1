/** Tests of the reader. */
@NullMarked
package ai.adjutant.tuner.reader;

import org.jspecify.annotations.NullMarked;

/** Tests of attention against its formula. */
@NullMarked
package ai.adjutant.inference.attention;

import org.jspecify.annotations.NullMarked;

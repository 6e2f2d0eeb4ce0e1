/** Rules that every contract keeps. */
@NullMarked
package ai.adjutant.proto;

import org.jspecify.annotations.NullMarked;

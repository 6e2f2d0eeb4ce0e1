/** Tests of the command line as a whole. */
@NullMarked
package ai.adjutant.admin;

import org.jspecify.annotations.NullMarked;

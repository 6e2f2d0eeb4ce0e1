/** Tests of asking from the command line. */
@NullMarked
package ai.adjutant.admin.ask;

import org.jspecify.annotations.NullMarked;

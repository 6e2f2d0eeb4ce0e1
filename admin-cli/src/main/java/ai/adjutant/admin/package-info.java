/** The command line's entry: puts the commands together, maps failures to exit codes. */
@NullMarked
package ai.adjutant.admin;

import org.jspecify.annotations.NullMarked;

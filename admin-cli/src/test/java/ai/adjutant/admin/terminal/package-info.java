/** Tests of the room. */
@NullMarked
package ai.adjutant.admin.terminal;

import org.jspecify.annotations.NullMarked;

/** Tests of the room. */
@NullMarked
package ai.adjutant.admin.status;

import org.jspecify.annotations.NullMarked;

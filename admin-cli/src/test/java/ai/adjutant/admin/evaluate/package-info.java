/** Tests of the room. */
@NullMarked
package ai.adjutant.admin.evaluate;

import org.jspecify.annotations.NullMarked;

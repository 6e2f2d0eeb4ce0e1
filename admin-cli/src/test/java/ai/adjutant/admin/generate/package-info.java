/** Tests of the room. */
@NullMarked
package ai.adjutant.admin.generate;

import org.jspecify.annotations.NullMarked;

/** Tests of the room. */
@NullMarked
package ai.adjutant.admin.bench;

import org.jspecify.annotations.NullMarked;

/** Tests of the room. */
@NullMarked
package ai.adjutant.admin.hub;

import org.jspecify.annotations.NullMarked;

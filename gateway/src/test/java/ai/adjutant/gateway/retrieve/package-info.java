/** Tests and hand-written fakes of the room. */
@NullMarked
package ai.adjutant.gateway.retrieve;

import org.jspecify.annotations.NullMarked;

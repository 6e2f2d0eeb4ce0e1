/** Tests and hand-written fakes of the room. */
@NullMarked
package ai.adjutant.gateway.ladder;

import org.jspecify.annotations.NullMarked;

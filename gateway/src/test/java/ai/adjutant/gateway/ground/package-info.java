/** Tests and hand-written fakes of the room. */
@NullMarked
package ai.adjutant.gateway.ground;

import org.jspecify.annotations.NullMarked;

/** Tests and hand-written fakes of the room. */
@NullMarked
package ai.adjutant.gateway.evidence;

import org.jspecify.annotations.NullMarked;

/** Tests and hand-written fakes of the room. */
@NullMarked
package ai.adjutant.gateway.tier;

import org.jspecify.annotations.NullMarked;

/** Tests and hand-written fakes of the room. */
@NullMarked
package ai.adjutant.gateway.answer;

import org.jspecify.annotations.NullMarked;

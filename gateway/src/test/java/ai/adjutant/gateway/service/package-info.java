/** Tests and hand-written fakes of the room. */
@NullMarked
package ai.adjutant.gateway.service;

import org.jspecify.annotations.NullMarked;

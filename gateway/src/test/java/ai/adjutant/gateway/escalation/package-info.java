/** Tests and hand-written fakes of the package. */
@NullMarked
package ai.adjutant.gateway.escalation;

import org.jspecify.annotations.NullMarked;

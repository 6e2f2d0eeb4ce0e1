/** Tests and hand-written fakes of the package. */
@NullMarked
package ai.adjutant.gateway.subject;

import org.jspecify.annotations.NullMarked;

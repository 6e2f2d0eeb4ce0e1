/** Tests and hand-written fakes of the package. */
@NullMarked
package ai.adjutant.gateway.extract;

import org.jspecify.annotations.NullMarked;

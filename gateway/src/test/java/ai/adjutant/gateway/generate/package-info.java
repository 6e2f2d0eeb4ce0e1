/** Tests and hand-written fakes of the package. */
@NullMarked
package ai.adjutant.gateway.generate;

import org.jspecify.annotations.NullMarked;

/** Tests and hand-written fakes of the package. */
@NullMarked
package ai.adjutant.gateway.prompt;

import org.jspecify.annotations.NullMarked;

/** Tests and hand-written fakes of the package. */
@NullMarked
package ai.adjutant.gateway.embedding;

import org.jspecify.annotations.NullMarked;

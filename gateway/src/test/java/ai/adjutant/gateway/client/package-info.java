/** Tests and hand-written fakes of the package. */
@NullMarked
package ai.adjutant.gateway.client;

import org.jspecify.annotations.NullMarked;

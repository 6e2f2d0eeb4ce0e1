/** Holds tests and hand-written fakes of the package. */
@NullMarked
package ai.adjutant.gateway.answer;

import org.jspecify.annotations.NullMarked;

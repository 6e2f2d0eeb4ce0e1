/** Tests and hand-written fakes of the package. */
@NullMarked
package ai.adjutant.retriever.term;

import org.jspecify.annotations.NullMarked;

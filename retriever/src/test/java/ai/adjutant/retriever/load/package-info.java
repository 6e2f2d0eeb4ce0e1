/** Tests of loading that need no service. */
@NullMarked
package ai.adjutant.retriever.load;

import org.jspecify.annotations.NullMarked;

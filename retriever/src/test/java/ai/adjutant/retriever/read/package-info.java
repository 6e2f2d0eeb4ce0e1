/** Tests of the package. */
@NullMarked
package ai.adjutant.retriever.read;

import org.jspecify.annotations.NullMarked;

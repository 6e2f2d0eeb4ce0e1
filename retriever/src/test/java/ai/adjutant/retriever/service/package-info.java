/** Tests of the package. */
@NullMarked
package ai.adjutant.retriever.service;

import org.jspecify.annotations.NullMarked;

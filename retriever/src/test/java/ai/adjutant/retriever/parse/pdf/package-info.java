@NullMarked
package ai.adjutant.retriever.parse.pdf;

import org.jspecify.annotations.NullMarked;

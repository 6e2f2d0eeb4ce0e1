@NullMarked
package ai.adjutant.retriever.parse.office;

import org.jspecify.annotations.NullMarked;

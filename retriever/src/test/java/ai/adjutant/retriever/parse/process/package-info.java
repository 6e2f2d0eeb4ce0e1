@NullMarked
package ai.adjutant.retriever.parse.process;

import org.jspecify.annotations.NullMarked;

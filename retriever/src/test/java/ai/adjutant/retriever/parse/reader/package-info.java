@NullMarked
package ai.adjutant.retriever.parse.reader;

import org.jspecify.annotations.NullMarked;

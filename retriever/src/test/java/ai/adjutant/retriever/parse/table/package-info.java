@NullMarked
package ai.adjutant.retriever.parse.table;

import org.jspecify.annotations.NullMarked;

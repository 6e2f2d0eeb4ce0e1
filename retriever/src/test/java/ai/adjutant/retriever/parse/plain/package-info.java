@NullMarked
package ai.adjutant.retriever.parse.plain;

import org.jspecify.annotations.NullMarked;

@NullMarked
package ai.adjutant.retriever.parse.text;

import org.jspecify.annotations.NullMarked;

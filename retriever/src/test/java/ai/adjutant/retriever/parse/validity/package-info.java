@NullMarked
package ai.adjutant.retriever.parse.validity;

import org.jspecify.annotations.NullMarked;

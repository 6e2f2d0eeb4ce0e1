@NullMarked
package ai.adjutant.retriever.parse.caption;

import org.jspecify.annotations.NullMarked;

@NullMarked
package ai.adjutant.inference.rerank;

import org.jspecify.annotations.NullMarked;

@NullMarked
package ai.adjutant.inference.tokenize;

import org.jspecify.annotations.NullMarked;

@NullMarked
package ai.adjutant.inference.runtime;

import org.jspecify.annotations.NullMarked;

@NullMarked
package ai.adjutant.inference.engine;

import org.jspecify.annotations.NullMarked;

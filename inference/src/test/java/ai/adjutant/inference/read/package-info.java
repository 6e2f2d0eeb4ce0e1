@NullMarked
package ai.adjutant.inference.read;

import org.jspecify.annotations.NullMarked;

@NullMarked
package ai.adjutant.inference.sample;

import org.jspecify.annotations.NullMarked;

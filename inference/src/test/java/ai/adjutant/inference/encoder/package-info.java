@NullMarked
package ai.adjutant.inference.encoder;

import org.jspecify.annotations.NullMarked;

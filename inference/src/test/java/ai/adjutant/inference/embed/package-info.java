@NullMarked
package ai.adjutant.inference.embed;

import org.jspecify.annotations.NullMarked;

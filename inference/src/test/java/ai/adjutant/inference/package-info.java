@NullMarked
package ai.adjutant.inference;

import org.jspecify.annotations.NullMarked;

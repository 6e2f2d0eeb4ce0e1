@NullMarked
package ai.adjutant.inference.catalogue;

import org.jspecify.annotations.NullMarked;

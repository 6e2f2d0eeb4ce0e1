@NullMarked
package ai.adjutant.inference.work;

import org.jspecify.annotations.NullMarked;

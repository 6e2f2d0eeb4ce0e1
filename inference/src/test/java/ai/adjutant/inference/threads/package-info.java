@NullMarked
package ai.adjutant.inference.threads;

import org.jspecify.annotations.NullMarked;

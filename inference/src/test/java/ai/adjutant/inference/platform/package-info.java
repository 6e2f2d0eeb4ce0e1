@NullMarked
package ai.adjutant.inference.platform;

import org.jspecify.annotations.NullMarked;

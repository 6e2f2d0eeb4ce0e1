@NullMarked
package ai.adjutant.text;

import org.jspecify.annotations.NullMarked;

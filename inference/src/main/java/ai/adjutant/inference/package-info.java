/** The inference's wiring; the rooms below know nothing of it. */
@NullMarked
package ai.adjutant.inference;

import org.jspecify.annotations.NullMarked;

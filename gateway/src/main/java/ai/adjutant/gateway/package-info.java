/** The gateway's wiring; the rooms below know nothing of it. */
@NullMarked
package ai.adjutant.gateway;

import org.jspecify.annotations.NullMarked;

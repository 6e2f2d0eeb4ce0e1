/** The contract of a tier, and a scripted one. */
@NullMarked
package ai.adjutant.gateway.tier;

import org.jspecify.annotations.NullMarked;

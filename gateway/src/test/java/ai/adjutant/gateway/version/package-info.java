/** Tests of what contradicts what. */
@NullMarked
package ai.adjutant.gateway.version;

import org.jspecify.annotations.NullMarked;

/** Tests of who may call what. */
@NullMarked
package ai.adjutant.gateway.access;

import org.jspecify.annotations.NullMarked;

/** Tests of the way to a gateway. */
@NullMarked
package ai.adjutant.admin.client;

import org.jspecify.annotations.NullMarked;

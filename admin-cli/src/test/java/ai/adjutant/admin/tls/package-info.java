/** Tests of the making of certificates. */
@NullMarked
package ai.adjutant.admin.tls;

import org.jspecify.annotations.NullMarked;

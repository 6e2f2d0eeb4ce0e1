/** Tests of the package. */
@NullMarked
package ai.adjutant.gateway.question;

import org.jspecify.annotations.NullMarked;

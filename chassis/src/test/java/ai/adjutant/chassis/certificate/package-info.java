/** Tests of issued certificates. */
@NullMarked
package ai.adjutant.chassis.certificate;

import org.jspecify.annotations.NullMarked;

/** Tests of settings. */
@NullMarked
package ai.adjutant.chassis.settings;

import org.jspecify.annotations.NullMarked;

/** Which build of the platform runs. Public type: {@link ai.adjutant.chassis.build.Version}. */
@NullMarked
package ai.adjutant.chassis.build;

import org.jspecify.annotations.NullMarked;

/** Tests of API keys and their file. */
@NullMarked
package ai.adjutant.chassis.access;

import org.jspecify.annotations.NullMarked;

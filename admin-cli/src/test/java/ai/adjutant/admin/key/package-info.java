/** Tests of the commands for keys. */
@NullMarked
package ai.adjutant.admin.key;

import org.jspecify.annotations.NullMarked;

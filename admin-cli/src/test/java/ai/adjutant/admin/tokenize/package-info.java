/** Tests of the room. */
@NullMarked
package ai.adjutant.admin.tokenize;

import org.jspecify.annotations.NullMarked;

/** Tests of the room. */
@NullMarked
package ai.adjutant.admin.model;

import org.jspecify.annotations.NullMarked;

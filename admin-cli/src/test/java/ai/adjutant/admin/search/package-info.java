/** Tests of the command that searches. */
@NullMarked
package ai.adjutant.admin.search;

import org.jspecify.annotations.NullMarked;

/** Tests of the commands on corpora. */
@NullMarked
package ai.adjutant.admin.corpus;

import org.jspecify.annotations.NullMarked;

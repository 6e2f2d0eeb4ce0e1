/** Tests of the package. */
@NullMarked
package ai.adjutant.admin.tokenize;

import org.jspecify.annotations.NullMarked;

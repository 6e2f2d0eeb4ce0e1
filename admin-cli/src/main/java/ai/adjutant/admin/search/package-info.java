/**
 * {@code search}: what is found, and why.
 *
 * <p>Public: {@link ai.adjutant.admin.search.SearchCommand}.
 */
@NullMarked
package ai.adjutant.admin.search;

import org.jspecify.annotations.NullMarked;

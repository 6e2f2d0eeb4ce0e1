/**
 * {@code search}: what is found, and why.
 *
 * <p>Public: {@link ai.adjutant.admin.search.SearchCommand}, and {@link
 * ai.adjutant.admin.search.RerankOption} with {@link ai.adjutant.admin.search.ReadHits} for whoever
 * searches too.
 */
@NullMarked
package ai.adjutant.admin.search;

import org.jspecify.annotations.NullMarked;

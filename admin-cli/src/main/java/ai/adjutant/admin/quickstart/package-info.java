/**
 * {@code quickstart}: the whole platform on sample corpora, from one command.
 *
 * <p>Public: {@link ai.adjutant.admin.quickstart.QuickstartCommand}.
 */
@NullMarked
package ai.adjutant.admin.quickstart;

import org.jspecify.annotations.NullMarked;

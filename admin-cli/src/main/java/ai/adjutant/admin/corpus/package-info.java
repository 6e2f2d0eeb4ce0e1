/**
 * {@code corpus}: create, list, show, delete, load, calibrate, set the threshold.
 *
 * <p>Public: {@link ai.adjutant.admin.corpus.CorpusCommand}.
 */
@NullMarked
package ai.adjutant.admin.corpus;

import org.jspecify.annotations.NullMarked;

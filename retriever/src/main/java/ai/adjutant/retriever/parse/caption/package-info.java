/**
 * Reads captions and transcripts: cues joined into sentences, with speaker and time.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.caption.Captions}.
 */
@NullMarked
package ai.adjutant.retriever.parse.caption;

import org.jspecify.annotations.NullMarked;

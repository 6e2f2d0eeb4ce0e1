/**
 * Loads documents: files arrive as streams of bytes and end as committed documents.
 *
 * <p>Public: {@link ai.adjutant.retriever.load.Loads}. Way of a file: spooled to disk, split,
 * compared with what stands, parsed, cut, encoded, indexed, committed in groups, then reported.
 * Every queue on the way is bounded, and a full one holds up the sender. One bad file never stops
 * the others. Each load owns its threads; one load a corpus runs at a time. No gRPC, no Lucene.
 */
@NullMarked
package ai.adjutant.retriever.load;

import org.jspecify.annotations.NullMarked;

package ai.adjutant.retriever.load;

import ai.adjutant.retriever.chunk.Chunker;
import ai.adjutant.retriever.corpus.Corpus;
import ai.adjutant.retriever.encode.Encoder;
import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.parse.DocumentReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Holds what one load works with.
 *
 * @param identity the encoder as it answered when the load began; empty when it did not
 * @param uploads folder for files that arrive
 */
record LoadContext(
    Corpus corpus,
    DocumentReader reader,
    Chunker chunker,
    Encoder encoder,
    Optional<EncoderIdentity> identity,
    Path uploads,
    Settings settings) {

  /** Holds bounds and the clock. */
  record Settings(LoadLimits limits, Clock clock) {}
}

package ai.adjutant.retriever.corpus;

import ai.adjutant.retriever.encode.EncoderIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds a new index of a corpus, made from its originals beside the one that serves meanwhile, if
 * one does. Ends with {@link #finish} or {@link #abandon}; one thread at a time calls.
 */
public final class Rebuild {
  private final CorpusRegistry registry;
  private final Corpus target;
  private final @Nullable Corpus former;
  private final List<KeptDocument> documents;
  private boolean ended;

  Rebuild(
      CorpusRegistry registry,
      Corpus target,
      @Nullable Corpus former,
      Collection<KeptDocument> documents) {
    this.registry = registry;
    this.target = target;
    this.former = former;
    this.documents = List.copyOf(documents);
  }

  /** Returns what the documents are written to; it is not served yet. */
  public Corpus target() {
    return target;
  }

  /** Returns the documents to be made again. */
  public List<KeptDocument> documents() {
    return documents;
  }

  /** Returns true when the corpus serves by its former index meanwhile. */
  public boolean isServing() {
    return former != null;
  }

  /** Returns the encoder of the vectors that serve meanwhile; empty when there are none. */
  public Optional<EncoderIdentity> formerEncoder() {
    return former == null ? Optional.empty() : former.index().encoder();
  }

  /** Returns the file of an original, whether it exists or not. */
  public Path original(String sha256) {
    return target.originals().file(sha256);
  }

  /** Puts the new index in the place of the former one; it serves when this returns. */
  public void finish() throws IOException {
    target.writer().seal();
    ended = true;
    registry.exchange(target, former);
  }

  /** Drops the new index, unless it serves; the former one goes on. */
  public void abandon() throws IOException {
    if (!ended) {
      ended = true;
      registry.abandon(target, former);
    }
  }
}

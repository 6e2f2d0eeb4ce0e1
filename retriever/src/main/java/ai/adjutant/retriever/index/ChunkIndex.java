package ai.adjutant.retriever.index;

import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.text.Words;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Keeps the index of one corpus. Staged changes are neither durable nor visible before {@link
 * #commit} returns; after it they are both, all of them. A process that dies loses what was staged,
 * never what was committed.
 *
 * <p>Any thread may call. An {@link IOException} means that the disk or the index failed; what was
 * committed stands.
 */
public interface ChunkIndex extends AutoCloseable {
  /** Stages a document in place of the one of the same id, if any, with all its chunks. */
  void replace(StoredDocument document, List<IndexedChunk> chunks) throws IOException;

  /** Stages the removal of a document and its chunks; nothing happens where it does not exist. */
  void delete(String documentId) throws IOException;

  /**
   * Binds the index to an encoder, with the next commit; only its vectors may be stored.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException ENCODER_CHANGED when vectors of another one
   *     are there
   */
  void bind(EncoderIdentity encoder);

  /** Marks the next commit, in place of the mark before. */
  void mark(CommitMark mark);

  /** Returns what the last commit was marked with; empty where it was not. */
  Optional<CommitMark> mark();

  /** Returns the encoder of the stored vectors; empty before the first one. */
  Optional<EncoderIdentity> encoder();

  /** Returns the BCP 47 language whose words it reduces to stems. */
  String language();

  /** Returns the words that it does not cut into their parts, in order. */
  List<String> wholeWords();

  /** Returns how it cuts text into words. */
  Words words();

  /**
   * Takes other words to be kept whole, in place of those that it was made with; what is staged is
   * dropped. Only an empty index does.
   *
   * @return false where the index is not empty, and nothing was changed
   */
  boolean adopt(List<String> wholeWords) throws IOException;

  /** Returns the bytes that the last committed state takes on disk; read from memory. */
  long byteCount();

  /** Makes all that was staged durable and visible. */
  void commit() throws IOException;

  /** Drops all that was staged since the last commit. */
  void rollback() throws IOException;

  /**
   * Returns the last committed state, unchanging until closed.
   *
   * @param expired asked while searching; once true, searches of this view stop with
   *     SEARCH_TOO_SLOW
   */
  IndexView view(BooleanSupplier expired) throws IOException;

  /** Returns the last committed state, with no limit of time. */
  default IndexView view() throws IOException {
    return view(() -> false);
  }

  /** Closes without committing what is staged. Open views stay readable. */
  @Override
  void close() throws IOException;
}

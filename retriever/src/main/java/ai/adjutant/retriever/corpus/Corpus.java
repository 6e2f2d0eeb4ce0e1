package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.IndexView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A corpus that serves. Any thread may call. */
public final class Corpus {
  private final Path folder;
  private final String id;
  private final CorpusSettings settings;
  private final ChunkIndex index;
  private final Originals originals;
  private final CorpusWriter writer;
  private final String notice;
  private volatile Evidence evidence;

  Corpus(
      Path folder,
      CorpusFile file,
      ChunkIndex index,
      Originals originals,
      CorpusWriter writer,
      String notice) {
    this.folder = folder;
    this.id = file.id();
    this.settings = file.settings();
    this.evidence = file.evidence();
    this.index = index;
    this.originals = originals;
    this.writer = writer;
    this.notice = notice;
  }

  /** What was fixed at creation. */
  public CorpusSettings settings() {
    return settings;
  }

  /** What is wrong with it although it serves, and how to mend it; empty when nothing is. */
  public String notice() {
    return notice;
  }

  /** Its chunks and documents, to be read; {@link #writer} changes them. */
  public ChunkIndex index() {
    return index;
  }

  /** Changes its documents. */
  public CorpusWriter writer() {
    return writer;
  }

  /** Its files as they arrived. */
  public Originals originals() {
    return originals;
  }

  /** When a question counts as answerable. */
  public Evidence evidence() {
    return evidence;
  }

  /** Stores new evidence settings; they are durable when this returns. */
  synchronized void evidence(Evidence next) {
    try {
      new CorpusFile(id, settings, next).write(folder);
    } catch (IOException e) {
      throw Catalogue.storageFailed("the evidence settings of " + settings.name(), e);
    }
    evidence = next;
  }

  /** Its size at this moment, from memory: it is asked for too often to walk the folder. */
  public Counts counts() {
    try (IndexView view = index.view()) {
      return new Counts(
          view.documentCount(),
          view.chunkCount(),
          index.byteCount() + originals.byteCount(),
          index.encoder());
    } catch (IOException e) {
      throw Catalogue.storageFailed("the counts of " + settings.name(), e);
    }
  }

  /**
   * Removes a document; it is gone for good when this returns.
   *
   * @return false when there was none
   * @throws AdjutantException STORAGE_FAILED, CORPUS_REBUILDING
   */
  public boolean delete(String documentId) {
    try {
      String original;
      try (IndexView before = index.view()) {
        var document = before.document(documentId);
        if (document.isEmpty()) {
          return false;
        }
        original = document.get().provenance().original();
      }
      writer.commit(writer.delete(documentId));
      try (IndexView after = index.view()) {
        originals.purge(original, after);
      }
      return true;
    } catch (IOException e) {
      throw Catalogue.storageFailed("the deletion of a document of " + settings.name(), e);
    }
  }

  /**
   * Size of a corpus.
   *
   * @param bytes what the committed index and the originals take on disk
   * @param encoder of its vectors; empty before the first
   */
  public record Counts(
      long documents, long chunks, long bytes, Optional<EncoderIdentity> encoder) {}
}

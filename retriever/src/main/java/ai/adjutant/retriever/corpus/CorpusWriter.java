package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.CommitMark;
import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.IndexedChunk;
import ai.adjutant.retriever.index.StoredDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes a corpus: stages documents, then commits the manifest and the index together. Where
 * either fails, all that was staged since the last commit is dropped, so that nothing appears later
 * that was reported as failed. Any thread may call.
 */
public final class CorpusWriter {
  private final String corpus;
  private final ChunkIndex index;
  private final Originals originals;
  private final @Nullable Manifest manifest;
  private final List<ManifestLine> staged = new ArrayList<>();
  private long sequence;
  private long generation;
  private long appendedEnd;
  private boolean frozen;

  /**
   * A writer.
   *
   * @param corpus identity of the corpus
   * @param manifest null where the index is rebuilt from it, which changes no document
   * @param sequence number of the commit that the index stands at
   */
  CorpusWriter(
      String corpus,
      ChunkIndex index,
      Originals originals,
      @Nullable Manifest manifest,
      long sequence) {
    this.corpus = corpus;
    this.index = index;
    this.originals = originals;
    this.manifest = manifest;
    this.sequence = sequence;
  }

  /**
   * Stages a document in place of the one of the same id.
   *
   * @param encoder of the chunks' vectors; null when they have none
   * @return what {@link #commit} asks for
   * @throws AdjutantException CORPUS_REBUILDING, ENCODER_CHANGED
   */
  public synchronized long replace(
      StoredDocument document, List<IndexedChunk> chunks, @Nullable EncoderIdentity encoder)
      throws IOException {
    requireOpen();
    if (encoder != null) {
      index.bind(encoder);
    }
    return staging(
        () -> index.replace(document, chunks),
        new ManifestLine.Put(KeptDocument.of(document.document())));
  }

  /**
   * Stages a document with another description, vectors and all else as they stand.
   *
   * @param read the record that the document was made from
   * @return what {@link #commit} asks for; empty where the document was deleted, or stands or is
   *     staged otherwise by now: then nothing was staged
   * @throws AdjutantException CORPUS_REBUILDING
   */
  public synchronized Optional<Long> restate(
      DocumentRecord read, StoredDocument document, List<IndexedChunk> chunks) throws IOException {
    requireOpen();
    if (staged.stream().anyMatch(line -> isOf(line, read.id()))) {
      return Optional.empty();
    }
    try (IndexView view = index.view()) {
      if (!view.document(read.id()).filter(read::equals).isPresent()) {
        return Optional.empty();
      }
    }
    return Optional.of(replace(document, chunks, null));
  }

  private static boolean isOf(ManifestLine line, String documentId) {
    return switch (line) {
      case ManifestLine.Put put -> put.document().id().equals(documentId);
      case ManifestLine.Delete delete -> delete.id().equals(documentId);
      default -> false;
    };
  }

  /**
   * Stages the removal of a document.
   *
   * @return what {@link #commit} asks for
   * @throws AdjutantException CORPUS_REBUILDING
   */
  public synchronized long delete(String documentId) throws IOException {
    requireOpen();
    return staging(() -> index.delete(documentId), new ManifestLine.Delete(documentId));
  }

  /** Lets an empty index keep other words whole; nothing happens where it holds anything. */
  synchronized void adopt(List<String> wholeWords) throws IOException {
    if (manifest != null && staged.isEmpty() && !frozen) {
      var unused = index.adopt(wholeWords);
    }
  }

  private long staging(Work work, ManifestLine line) throws IOException {
    try {
      work.run();
    } catch (IOException e) {
      drop(e);
      throw e;
    }
    if (manifest != null) {
      staged.add(line);
    }
    return generation;
  }

  /**
   * Makes all that was staged, by whomever, durable and visible.
   *
   * @param asked what staging returned
   * @throws IOException also when what was staged then was dropped meanwhile
   */
  public synchronized void commit(long asked) throws IOException {
    if (asked != generation) {
      throw new IOException("what was staged was dropped by a failure meanwhile");
    }
    try {
      originals.sync();
      commit();
    } catch (IOException e) {
      drop(e);
      throw e;
    }
    if (manifest != null) {
      tidy(manifest);
    }
  }

  private void commit() throws IOException {
    if (manifest == null) {
      index.mark(new CommitMark(corpus, sequence));
      index.commit();
      return;
    }
    appendedEnd = manifest.append(staged);
    index.mark(new CommitMark(corpus, sequence + 1));
    index.commit();
    confirm(manifest);
  }

  /** Marks an index as it stands, also where nothing was staged. */
  synchronized void seal() throws IOException {
    originals.sync();
    commit();
  }

  private void confirm(Manifest list) {
    list.confirm(appendedEnd, staged.size());
    sequence++;
    staged.clear();
  }

  /** A list that stays long costs disk and time, and nothing else. */
  private void tidy(Manifest list) throws IOException {
    try (IndexView view = index.view()) {
      if (list.isLong(view.documentCount())) {
        list.rewrite(sequence, list.reread().values());
        list.settle();
      }
    }
  }

  private void drop(IOException cause) {
    generation++;
    try {
      index.rollback();
      long stands = index.mark().map(CommitMark::sequence).orElse(sequence);
      if (manifest != null && stands == sequence + 1) {
        confirm(manifest); // it failed after the commit was on disk
      }
      staged.clear();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private void requireOpen() {
    if (frozen) {
      throw new AdjutantException(
          CorpusReason.CORPUS_REBUILDING,
          "the index of this corpus is being rebuilt; its documents can be changed afterwards");
    }
  }

  /** Refuses changes until {@link #thaw}. */
  synchronized void freeze() {
    frozen = true;
  }

  synchronized void thaw() {
    frozen = false;
  }

  /** Work on the disk. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }
}

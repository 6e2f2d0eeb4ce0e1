package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.term.TermList;
import ai.adjutant.text.Analyzers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Represents a corpus that serves. Any thread may call. */
public final class Corpus {
  private static final Pattern MODEL = Pattern.compile("models/[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Path folder;
  private final String id;
  private final CorpusSettings settings;
  private final ChunkIndex index;
  private final Originals originals;
  private final CorpusWriter writer;
  private final CorpusTerms terms;
  private final String notice;
  private volatile Evidence evidence;
  private volatile String answerModel;
  private volatile Rerank rerank;

  Corpus(
      Path folder,
      CorpusFile file,
      ChunkIndex index,
      Originals originals,
      CorpusWriter writer,
      CorpusTerms terms,
      String notice) {
    this.folder = folder;
    this.id = file.id();
    this.settings = file.settings();
    this.evidence = file.evidence();
    this.answerModel = file.answerModel();
    this.rerank = file.rerank();
    this.index = index;
    this.originals = originals;
    this.writer = writer;
    this.terms = terms;
    this.notice = notice;
  }

  /** Returns what was fixed at creation. */
  public CorpusSettings settings() {
    return settings;
  }

  /**
   * Returns what is wrong with it although it serves, and how to mend it; empty when nothing is.
   */
  public String notice() {
    return Stream.of(notice, terms.notice())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** Returns the terms that people added, and those of its documents that they removed. */
  public TermList terms() {
    return terms.list();
  }

  /**
   * Returns whether the words which its index keeps whole are others than those of the terms, so
   * that a rebuild is wanted.
   */
  public boolean isReindexWanted() {
    return Analyzers.keepsWholeWords(settings.language())
        && !index.wholeWords().equals(terms.list().wholeWords());
  }

  /** Changes the terms; it is durable when this returns. An empty index takes their words. */
  void updateTerms(UnaryOperator<TermList> change) {
    List<String> words = terms.update(change).wholeWords();
    if (isReindexWanted()) {
      try {
        writer.adopt(words);
      } catch (IOException e) {
        throw CorpusRegistry.storageFailed("the words of " + settings.name(), e);
      }
    }
  }

  /** Returns its chunks and documents, to be read; {@link #writer} changes them. */
  public ChunkIndex index() {
    return index;
  }

  /** Changes its documents. */
  public CorpusWriter writer() {
    return writer;
  }

  /** Returns its files as they arrived. */
  public Originals originals() {
    return originals;
  }

  /** Returns the rule by which a question counts as answerable. */
  public Evidence evidence() {
    return evidence;
  }

  /**
   * Returns the language model that answers from it, {@code models/{model}}; empty for the
   * gateway's setting.
   */
  public String answerModel() {
    return answerModel;
  }

  /** Returns whether the best hits are read and reranked where a search does not say. */
  public Rerank rerank() {
    return rerank;
  }

  /** Stores what changes; it is durable when this returns. */
  synchronized void update(CorpusChange change) {
    Evidence nextEvidence = change.evidence().orElse(evidence);
    String nextModel = change.answerModel().orElse(answerModel);
    Rerank nextRerank = change.rerank().orElse(rerank);
    requireModel(nextModel);
    try {
      new CorpusFile(id, settings, nextEvidence, nextModel, nextRerank).write(folder);
    } catch (IOException e) {
      throw CorpusRegistry.storageFailed("the settings of " + settings.name(), e);
    }
    evidence = nextEvidence;
    answerModel = nextModel;
    rerank = nextRerank;
  }

  static void requireModel(String name) {
    if (!name.isEmpty() && !MODEL.matcher(name).matches()) {
      throw new AdjutantException(
          CorpusReason.BAD_ANSWER_MODEL,
          "answer_model is not models/NAME; './adjutant model list' shows the names");
    }
  }

  /** Returns its size at this moment, from memory: it is asked for too often to walk the folder. */
  public Counts counts() {
    try (IndexView view = index.view()) {
      return new Counts(
          view.documentCount(),
          view.chunkCount(),
          index.byteCount() + originals.byteCount(),
          index.encoder());
    } catch (IOException e) {
      throw CorpusRegistry.storageFailed("the counts of " + settings.name(), e);
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
      throw CorpusRegistry.storageFailed("the deletion of a document of " + settings.name(), e);
    }
  }

  /**
   * Counts what a corpus holds.
   *
   * @param bytes what the committed index and the originals take on disk
   * @param encoder of its vectors; empty before the first
   */
  public record Counts(
      long documents, long chunks, long bytes, Optional<EncoderIdentity> encoder) {}
}

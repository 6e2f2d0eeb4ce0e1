package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.CommitMark;
import ai.adjutant.retriever.index.Condition;
import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.IndexStore;
import ai.adjutant.retriever.index.IndexView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what stands in the folder of a corpus. Originals are swept only when the index is proved to
 * be the corpus' own and as new as the list of its documents; an index that is missing, foreign or
 * older is left for a rebuild, with every original kept.
 */
final class CorpusOpening {
  static final String INDEX = "index";
  static final String INDEX_REBUILT = "index.rebuilt";
  static final String INDEX_FORMER = "index.former";
  static final String ORIGINALS = "originals";

  private static final Logger log = LoggerFactory.getLogger(CorpusOpening.class);
  private static final int PAGE = 1_000;

  private final Path folder;
  private final IndexStore store;
  private CorpusFile file;

  private CorpusOpening(Path folder, IndexStore store) throws IOException {
    this.folder = folder;
    this.store = store;
    this.file = CorpusFile.read(folder);
  }

  /**
   * Opens it.
   *
   * @throws AdjutantException CORPUS_NEWER, INDEX_LOST, INDEX_NEWER, INDEX_OLDER
   * @throws IOException when it is damaged
   */
  static Corpus open(Path folder, IndexStore store) throws IOException {
    return new CorpusOpening(folder, store).open();
  }

  private Corpus open() throws IOException {
    String name = file.settings().name();
    if (!folder.endsWith(name)) {
      throw new IOException(CorpusFile.NAME + " belongs to " + name);
    }
    endExchange(folder);
    Originals originals = new Originals(Files.createDirectories(folder.resolve(ORIGINALS)));
    @Nullable Manifest manifest = manifest();
    if (!store.exists(folder.resolve(INDEX))
        && (originals.byteCount() > 0 || (manifest != null && manifest.sequence() > 1))) {
      throw lost("its index is missing", manifest);
    }
    CorpusTerms terms = CorpusTerms.open(folder);
    ChunkIndex index =
        store.open(folder.resolve(INDEX), file.settings().language(), terms.list().wholeWords());
    try {
      return open(index, originals, terms, manifest);
    } catch (IOException | RuntimeException e) {
      index.close();
      throw e;
    }
  }

  /** Ends the exchange of a rebuilt index for the former one, wherever a death interrupted it. */
  private static void endExchange(Path folder) throws IOException {
    Path index = folder.resolve(INDEX);
    Path former = folder.resolve(INDEX_FORMER);
    if (!Files.exists(index) && Files.exists(former)) {
      Path rebuilt = folder.resolve(INDEX_REBUILT); // whole, or nothing had been moved
      Files.move(Files.exists(rebuilt) ? rebuilt : former, index, StandardCopyOption.ATOMIC_MOVE);
    }
    DurableFiles.deleteFolder(former);
    DurableFiles.deleteFolder(folder.resolve(INDEX_REBUILT));
  }

  private @Nullable Manifest manifest() throws IOException {
    return manifest(folder, file).orElse(null);
  }

  /** The list of a corpus' documents; empty when there is none that can be used. */
  static Optional<Manifest> manifest(Path folder, CorpusFile file) throws IOException {
    try {
      return Manifest.open(folder)
          .filter(read -> file.id().isEmpty() || read.corpus().equals(file.id()));
    } catch (java.nio.file.FileSystemException e) {
      throw e;
    } catch (IOException e) {
      log.warn("the list of documents is damaged: corpus={}", file.settings().name(), e);
      return Optional.empty();
    }
  }

  private Corpus open(
      ChunkIndex index, Originals originals, CorpusTerms terms, @Nullable Manifest listed)
      throws IOException {
    Optional<CommitMark> mark = index.mark();
    identify(mark, listed);
    if (mark.isPresent() && !mark.get().corpus().equals(file.id())) {
      throw lost("its index belongs to another corpus", listed);
    }
    @Nullable Manifest manifest =
        mark.isPresent() ? atMark(mark.get(), listed) : unmarked(index, originals, listed);
    Map<String, KeptDocument> documents;
    if (manifest == null) {
      long sequence = Math.max(1, mark.map(CommitMark::sequence).orElse(1L));
      List<KeptDocument> indexed = documents(index);
      manifest = Manifest.create(folder, file.id(), sequence, indexed);
      documents = Map.of();
    } else {
      documents = manifest.take();
      if (manifest.isLong(documents.size())) {
        manifest.rewrite(manifest.sequence(), documents.values());
      }
    }
    CorpusWriter writer =
        new CorpusWriter(file.id(), index, originals, manifest, manifest.sequence());
    if (mark.isEmpty() || mark.get().sequence() != manifest.sequence()) {
      index.mark(new CommitMark(file.id(), manifest.sequence()));
      index.commit();
    }
    manifest.settle();
    int unread;
    try (IndexView view = index.view()) {
      unread = originals.sweep(view, named(documents));
    }
    return new Corpus(folder, file, index, originals, writer, terms, notice(unread));
  }

  /** Gives a corpus of an earlier version its identity. */
  private void identify(Optional<CommitMark> mark, @Nullable Manifest manifest) throws IOException {
    if (file.id().isEmpty()) {
      String known = manifest == null ? UUID.randomUUID().toString() : manifest.corpus();
      file = file.identified(mark.map(CommitMark::corpus).orElse(known));
      file.write(folder);
    }
  }

  /** The list as of the index' commit; null when the index alone knows its documents. */
  private @Nullable Manifest atMark(CommitMark mark, @Nullable Manifest manifest) {
    if (manifest == null || manifest.sequence() < mark.sequence()) {
      return null;
    }
    if (manifest.sequence() == mark.sequence() + 1 && !manifest.isConfirmed()) {
      manifest.dropLast(); // a death came between the two; it was reported to nobody
    }
    if (manifest.sequence() != mark.sequence()) {
      throw lost("its index is older than the list of its documents", manifest);
    }
    return manifest;
  }

  /** An index that a version without lists wrote, or one that is new. */
  private @Nullable Manifest unmarked(
      ChunkIndex index, Originals originals, @Nullable Manifest manifest) throws IOException {
    try (IndexView view = index.view()) {
      if (manifest == null) {
        if (view.documentCount() == 0 && originals.byteCount() > 0) {
          throw lost("its index is empty", null);
        }
        return null;
      }
      Manifest reading = manifest;
      for (String id : reading.take().keySet()) {
        if (view.document(id).isEmpty()) {
          throw lost("its index lacks documents that are on the list of them", manifest);
        }
      }
      return null;
    }
  }

  private static List<KeptDocument> documents(ChunkIndex index) throws IOException {
    List<KeptDocument> documents = new ArrayList<>();
    try (IndexView view = index.view()) {
      @Nullable String after = null;
      List<DocumentRecord> page;
      do {
        page = view.documents(new Condition.Everything(), after, PAGE);
        for (DocumentRecord document : page) {
          documents.add(KeptDocument.of(document));
          after = document.id();
        }
      } while (page.size() == PAGE);
    }
    return documents;
  }

  private static Set<String> named(Map<String, KeptDocument> documents) {
    Set<String> originals = new HashSet<>();
    documents.values().forEach(document -> originals.add(document.original()));
    return originals;
  }

  private String notice(int unread) {
    return unread == 0
        ? ""
        : unread
            + " originals are not in the index, since they could not be read when it was rebuilt;"
            + " './adjutant corpus reindex "
            + file.settings().name()
            + "' tries again";
  }

  private AdjutantException lost(String what, @Nullable Manifest manifest) {
    String name = file.settings().name();
    return new AdjutantException(
        CorpusReason.INDEX_LOST,
        "corpus "
            + name
            + " does not serve: "
            + what
            + ". Its originals are kept; "
            + (manifest == null
                ? "their names are not, since an earlier version kept them in the index alone."
                    + " Bring the folder 'index' back from a copy, or delete the corpus and load it"
                    + " again"
                : "'./adjutant corpus reindex " + name + "' rebuilds the index from them"));
  }
}

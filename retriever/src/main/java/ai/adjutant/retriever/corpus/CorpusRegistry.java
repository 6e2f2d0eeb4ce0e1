package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.retriever.index.IndexReason;
import ai.adjutant.retriever.index.IndexStore;
import ai.adjutant.retriever.term.TermList;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the corpora of a data folder. Owns their indexes; close it last. */
public final class CorpusRegistry implements AutoCloseable {
  /** Most corpora of one data folder. */
  public static final int CORPORA_MAX = 1_000;

  private static final Logger log = LoggerFactory.getLogger(CorpusRegistry.class);
  private static final String DELETED = ".deleted-";

  private final Path corpora;
  private final IndexStore store;
  private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();

  private CorpusRegistry(Path corpora, IndexStore store) {
    this.corpora = corpora;
    this.store = store;
  }

  /**
   * Opens all corpora below a tenant's folder. One that can't serve is kept as it is, and logged.
   *
   * @param root the tenant's folder, which nobody else uses
   */
  public static CorpusRegistry open(Path root, IndexStore store) throws IOException {
    CorpusRegistry registry =
        new CorpusRegistry(Files.createDirectories(root.resolve("corpora")), store);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(registry.corpora)) {
      for (Path folder : folders) {
        registry.admit(folder);
      }
    }
    return registry;
  }

  private void admit(Path folder) throws IOException {
    String name = folder.getFileName().toString();
    if (name.startsWith(DELETED)) {
      DurableFiles.deleteFolder(folder);
      return;
    }
    if (isUnfinished(folder)) {
      DurableFiles.deleteFolder(folder); // its creation was not finished, and never reported
      return;
    }
    try {
      Corpus corpus = CorpusOpening.open(folder, store);
      if (!corpus.notice().isEmpty()) {
        log.warn("corpus serves in part: corpus={}: {}", name, corpus.notice());
      }
      entries.put(name, Entry.serving(corpus));
    } catch (AdjutantException e) {
      String problem = problem(name, e);
      log.error("corpus does not serve: corpus={} reason={}: {}", name, e.reason().name(), problem);
      entries.put(name, new Entry(null, new Problem(reason(e), problem)));
    } catch (IOException | RuntimeException e) {
      log.error("corpus is damaged and does not serve: corpus={}", name, e);
      Problem problem = new Problem(CorpusReason.CORPUS_BROKEN, damage(folder, name, e));
      entries.put(name, new Entry(null, problem));
    }
  }

  private static boolean isUnfinished(Path folder) {
    return Stream.of(CorpusFile.NAME, CorpusOpening.INDEX, Manifest.NAME, CorpusOpening.ORIGINALS)
        .noneMatch(part -> Files.exists(folder.resolve(part)));
  }

  private static CorpusReason reason(AdjutantException refusal) {
    return refusal.reason() instanceof CorpusReason own ? own : CorpusReason.INDEX_LOST;
  }

  private static String problem(String name, AdjutantException refusal) {
    return refusal.reason() instanceof IndexReason
        ? "corpus "
            + name
            + " does not serve: "
            + refusal.getMessage()
            + ". Serve this data folder with the version that wrote it, or rebuild the index for"
            + " this one with './adjutant corpus reindex "
            + name
            + "'. Nothing was changed"
        : refusal.getMessage();
  }

  private static String damage(Path folder, String name, Exception failure) {
    String what =
        "the files of corpus " + name + " are damaged (" + failure.getClass().getSimpleName() + ")";
    return what
        + (isListed(folder)
            ? "; the log says more. Its originals are kept: './adjutant corpus reindex "
                + name
                + "' rebuilds the index from them"
            : "; the log says more. Bring its folder back from a copy, or delete the corpus and"
                + " load it again");
  }

  private static boolean isListed(Path folder) {
    try {
      return CorpusOpening.manifest(folder, CorpusFile.read(folder)).isPresent();
    } catch (IOException | AdjutantException e) {
      return false;
    }
  }

  /**
   * Creates an empty corpus; it is durable when this returns.
   *
   * @throws AdjutantException BAD_LANGUAGE, CORPUS_EXISTS, TOO_MANY_CORPORA, STORAGE_FAILED
   */
  public synchronized Corpus create(
      CorpusSettings settings, Evidence evidence, String answerModel, Rerank rerank) {
    settings.requireLanguage(store.languages());
    Corpus.requireModel(answerModel);
    if (entries.containsKey(settings.name())) {
      throw new AdjutantException(
          CorpusReason.CORPUS_EXISTS, "a corpus named " + settings.name() + " exists already");
    }
    if (entries.size() >= CORPORA_MAX) {
      throw new AdjutantException(
          CorpusReason.TOO_MANY_CORPORA,
          CORPORA_MAX + " corpora exist, no more are kept; delete one first");
    }
    Path folder = corpora.resolve(settings.name());
    try {
      Files.createDirectories(folder);
      new CorpusFile(UUID.randomUUID().toString(), settings, evidence, answerModel, rerank)
          .write(folder);
      DurableFiles.syncFolder(corpora);
      Corpus corpus = CorpusOpening.open(folder, store);
      entries.put(settings.name(), Entry.serving(corpus));
      return corpus;
    } catch (IOException e) {
      throw storageFailed("corpus " + settings.name(), e);
    }
  }

  /**
   * Returns the corpus of that name.
   *
   * @throws AdjutantException BAD_CORPUS_NAME, CORPUS_NOT_FOUND; CORPUS_BROKEN, CORPUS_NEWER,
   *     INDEX_LOST with what to do
   */
  public Corpus get(String name) {
    Entry entry = entry(name);
    Corpus corpus = entry.corpus();
    if (corpus == null) {
      throw new AdjutantException(entry.problem().reason(), entry.problem().text());
    }
    return corpus;
  }

  /**
   * Refuses what names no corpus; one that does not serve counts.
   *
   * @throws AdjutantException BAD_CORPUS_NAME, CORPUS_NOT_FOUND
   */
  public void require(String name) {
    var unused = entry(name);
  }

  private Entry entry(String name) {
    CorpusSettings.requireName(name);
    @Nullable Entry entry = entries.get(name);
    if (entry == null) {
      throw new AdjutantException(
          CorpusReason.CORPUS_NOT_FOUND,
          "there is no corpus named " + name + "; create it first, or list those there are");
    }
    return entry;
  }

  /**
   * Returns corpora by name, with those that do not serve.
   *
   * @param after the name after which to start; empty starts with the first
   */
  public List<Listed> list(String after, int limit) {
    List<Listed> page = new ArrayList<>();
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      if (page.size() == limit) {
        break;
      }
      if (entry.getKey().compareTo(after) > 0) {
        page.add(
            new Listed(
                entry.getKey(), entry.getValue().corpus(), entry.getValue().problem().text()));
      }
    }
    return page;
  }

  /** Stores what changes of a corpus' settings. */
  public synchronized Corpus update(String name, CorpusChange change) {
    Corpus corpus = get(name);
    corpus.update(change);
    return corpus;
  }

  /**
   * Changes the terms of a corpus; it is durable, and read by searches, when this returns.
   *
   * @throws AdjutantException CORPUS_NOT_FOUND, TERMS_DAMAGED, TOO_MANY_TERMS, STORAGE_FAILED
   */
  public synchronized Corpus updateTerms(String name, UnaryOperator<TermList> change) {
    Corpus corpus = get(name); // its index may not be exchanged meanwhile
    corpus.updateTerms(change);
    return corpus;
  }

  /** Deletes a corpus with all it holds; a damaged one too. */
  public synchronized void delete(String name) {
    Entry entry = entry(name);
    Path gone = corpora.resolve(DELETED + name);
    try {
      DurableFiles.deleteFolder(gone);
      Corpus corpus = entry.corpus();
      if (corpus != null) {
        corpus.index().close();
      }
      Files.move(corpora.resolve(name), gone, StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.syncFolder(corpora);
      entries.remove(name);
      DurableFiles.deleteFolder(gone);
    } catch (IOException e) {
      throw storageFailed("the deletion of corpus " + name, e);
    }
  }

  /**
   * Begins to make the index of a corpus anew from its originals; meanwhile its documents can't
   * change.
   *
   * @throws AdjutantException CORPUS_NOT_FOUND, CORPUS_NEWER, CORPUS_BROKEN, NOTHING_TO_REBUILD,
   *     STORAGE_FAILED
   */
  public synchronized Rebuild rebuild(String name) {
    Corpus former = entry(name).corpus();
    if (former != null) {
      former.writer().freeze();
    }
    boolean begun = false;
    try {
      Rebuild rebuild = CorpusRebuilding.begin(this, corpora.resolve(name), store, former);
      begun = true;
      return rebuild;
    } catch (IOException e) {
      throw storageFailed("a new index of corpus " + name, e);
    } finally {
      if (!begun && former != null) {
        former.writer().thaw();
      }
    }
  }

  synchronized void exchange(Corpus rebuilt, @Nullable Corpus former) throws IOException {
    rebuilt.index().close();
    if (former != null) {
      former.index().close();
    }
    String name = rebuilt.settings().name();
    Path folder = corpora.resolve(name);
    CorpusRebuilding.exchange(folder);
    admit(folder);
  }

  synchronized void abandon(Corpus rebuilt, @Nullable Corpus former) throws IOException {
    if (former != null) {
      former.writer().thaw();
    }
    rebuilt.index().close();
    DurableFiles.deleteFolder(
        corpora.resolve(rebuilt.settings().name()).resolve(CorpusOpening.INDEX_REBUILT));
  }

  static AdjutantException storageFailed(String what, IOException cause) {
    return new AdjutantException(
        CorpusReason.STORAGE_FAILED,
        what
            + " could not be stored or read; is the disk full, or the data folder no longer"
            + " writable?",
        cause);
  }

  @Override
  public void close() throws IOException {
    for (Entry entry : entries.values()) {
      Corpus corpus = entry.corpus();
      if (corpus != null) {
        corpus.index().close();
      }
    }
  }

  /**
   * Describes a corpus in a list.
   *
   * @param corpus null when it does not serve
   * @param problem why, and how to mend it; empty when it serves
   */
  public record Listed(String name, @Nullable Corpus corpus, String problem) {}

  private record Entry(@Nullable Corpus corpus, Problem problem) {
    static Entry serving(Corpus corpus) {
      return new Entry(corpus, new Problem(CorpusReason.CORPUS_BROKEN, ""));
    }
  }

  /** Why a corpus does not serve; the text is empty when it does. */
  private record Problem(CorpusReason reason, String text) {}
}

package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.retriever.index.ChunkIndex;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The corpora of a data folder. Owns their indexes; close it last. */
public final class Catalogue implements AutoCloseable {
  /** Most corpora of one data folder. */
  public static final int CORPORA_MAX = 1_000;

  private static final Logger log = LoggerFactory.getLogger(Catalogue.class);
  private static final String DELETED = ".deleted-";

  private final Path corpora;
  private final IndexOpener opener;
  private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();

  private Catalogue(Path corpora, IndexOpener opener) {
    this.corpora = corpora;
    this.opener = opener;
  }

  /**
   * Opens all corpora below a tenant's folder. A damaged one is kept as such, and logged.
   *
   * @param root the tenant's folder, which nobody else uses
   */
  public static Catalogue open(Path root, IndexOpener opener) throws IOException {
    Catalogue catalogue = new Catalogue(Files.createDirectories(root.resolve("corpora")), opener);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(catalogue.corpora)) {
      for (Path folder : folders) {
        catalogue.admit(folder);
      }
    }
    return catalogue;
  }

  private void admit(Path folder) throws IOException {
    String name = folder.getFileName().toString();
    if (name.startsWith(DELETED)) {
      DurableFiles.deleteFolder(folder);
      return;
    }
    if (!Files.exists(folder.resolve(CorpusFile.NAME)) && !Files.exists(folder.resolve("index"))) {
      DurableFiles.deleteFolder(folder); // its creation was not finished, and never reported
      return;
    }
    try {
      entries.put(name, new Entry(Corpus.open(folder, opener), ""));
    } catch (IOException | RuntimeException e) {
      log.error("corpus is damaged and does not serve: corpus={}", name, e);
      entries.put(name, new Entry(null, problem(name, e)));
    }
  }

  private static String problem(String name, Exception failure) {
    return "the files of corpus "
        + name
        + " are damaged ("
        + failure.getClass().getSimpleName()
        + "); the log says more. Delete the corpus and load it again, or bring its folder back from"
        + " a copy";
  }

  /**
   * Creates an empty corpus; it is durable when this returns.
   *
   * @throws AdjutantException CORPUS_EXISTS, TOO_MANY_CORPORA, STORAGE_FAILED
   */
  public synchronized Corpus create(
      CorpusSettings settings, Evidence evidence, String answerModel) {
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
      new CorpusFile(settings, evidence, answerModel).write(folder);
      DurableFiles.syncFolder(corpora);
      Corpus corpus = Corpus.open(folder, opener);
      entries.put(settings.name(), new Entry(corpus, ""));
      return corpus;
    } catch (IOException e) {
      throw storageFailed("corpus " + settings.name(), e);
    }
  }

  /**
   * The corpus of that name.
   *
   * @throws AdjutantException BAD_CORPUS_NAME, CORPUS_NOT_FOUND, CORPUS_BROKEN
   */
  public Corpus get(String name) {
    Entry entry = entry(name);
    Corpus corpus = entry.corpus();
    if (corpus == null) {
      throw new AdjutantException(CorpusReason.CORPUS_BROKEN, entry.problem());
    }
    return corpus;
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
   * Corpora by name, the damaged ones too.
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
        page.add(new Listed(entry.getKey(), entry.getValue().corpus(), entry.getValue().problem()));
      }
    }
    return page;
  }

  /** Stores what is given of a corpus' settings that can change. */
  public Corpus update(String name, Optional<Evidence> evidence, Optional<String> answerModel) {
    Corpus corpus = get(name);
    corpus.update(evidence, answerModel);
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

  /** Opens the index of a corpus. */
  @FunctionalInterface
  public interface IndexOpener {
    /**
     * Opens it, or creates an empty one.
     *
     * @throws IOException when it is damaged
     */
    ChunkIndex open(Path folder, String language) throws IOException;
  }

  /**
   * A corpus in a list.
   *
   * @param corpus null when it is damaged
   * @param problem what is wrong with it; empty when it serves
   */
  public record Listed(String name, @Nullable Corpus corpus, String problem) {}

  private record Entry(@Nullable Corpus corpus, String problem) {}
}

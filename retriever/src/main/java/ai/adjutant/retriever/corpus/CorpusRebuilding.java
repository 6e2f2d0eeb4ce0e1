package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.IndexStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Makes a second index in the folder of a corpus, and puts it in the place of the first. */
final class CorpusRebuilding {
  private CorpusRebuilding() {}

  /**
   * Begins.
   *
   * @param former the corpus as it serves; null when it does not
   * @throws AdjutantException CORPUS_NEWER, CORPUS_BROKEN, NOTHING_TO_REBUILD
   */
  static Rebuild begin(
      CorpusRegistry registry, Path folder, IndexStore store, @Nullable Corpus former)
      throws IOException {
    CorpusFile file = settings(folder);
    Manifest manifest =
        CorpusOpening.manifest(folder, file)
            .orElseThrow(() ->
                new AdjutantException(
                    CorpusReason.NOTHING_TO_REBUILD,
                    "corpus "
                        + file.settings().name()
                        + " has no list of its documents that could be read, so that the names of"
                        + " its originals are not known; load them again"));
    if (former != null
        && !manifest.isConfirmed()
        && former.index().mark().filter(m -> m.sequence() + 1 == manifest.sequence()).isPresent()) {
      manifest.dropLast(); // what could not be committed
    }
    CorpusFile identified = file.identified(manifest.corpus());
    identified.write(folder);
    Originals originals =
        former == null
            ? new Originals(Files.createDirectories(folder.resolve(CorpusOpening.ORIGINALS)))
            : former.originals();
    Path fresh = folder.resolve(CorpusOpening.INDEX_REBUILT);
    DurableFiles.deleteFolder(fresh);
    CorpusTerms terms = CorpusTerms.open(folder);
    ChunkIndex index = store.open(fresh, file.settings().language(), terms.list().wholeWords());
    CorpusWriter writer =
        new CorpusWriter(manifest.corpus(), index, originals, null, manifest.sequence());
    Corpus target = new Corpus(folder, identified, index, originals, writer, terms, "");
    return new Rebuild(registry, target, former, manifest.take().values());
  }

  private static CorpusFile settings(Path folder) {
    try {
      return CorpusFile.read(folder);
    } catch (IOException e) {
      throw new AdjutantException(
          CorpusReason.CORPUS_BROKEN,
          "the settings of corpus "
              + folder.getFileName()
              + " can't be read, and without them its index can't be rebuilt; bring corpus.json"
              + " back from a copy",
          e);
    }
  }

  /** Puts the new index in place, so that at any moment a start finds one of the two whole. */
  static void exchange(Path folder) throws IOException {
    Path index = folder.resolve(CorpusOpening.INDEX);
    if (Files.exists(index)) {
      Files.move(index, folder.resolve(CorpusOpening.INDEX_FORMER), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(folder.resolve(CorpusOpening.INDEX_REBUILT), index, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.syncFolder(folder);
  }
}

package ai.adjutant.retriever;

import ai.adjutant.retriever.corpus.Corpus;
import ai.adjutant.retriever.corpus.CorpusRegistry;
import ai.adjutant.retriever.index.IndexView;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows the size of each corpus and of the disk, read when the metrics are: {@code
 * adjutant.corpus.documents}, {@code adjutant.corpus.chunks}, {@code adjutant.corpora} by state,
 * {@code adjutant.disk.free} and {@code adjutant.disk.total}. Any thread may call.
 */
final class CorpusGauges {
  private final CorpusRegistry corpora;
  private final MultiGauge documents;
  private final MultiGauge chunks;

  /**
   * Gauges of registered corpora as they stand.
   *
   * @param data the data folder, whose disk is watched
   */
  CorpusGauges(CorpusRegistry corpora, Path data, MeterRegistry registry) {
    this.corpora = corpora;
    documents =
        MultiGauge.builder("adjutant.corpus.documents")
            .description("documents of a corpus")
            .register(registry);
    chunks =
        MultiGauge.builder("adjutant.corpus.chunks")
            .description("chunks of a corpus")
            .register(registry);
    corpora(registry, "serving", false);
    corpora(registry, "damaged", true);
    Gauge.builder("adjutant.disk.free", data, CorpusGauges::freeBytes)
        .description("bytes left for this user on the data's disk")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("adjutant.disk.total", data, CorpusGauges::totalBytes)
        .description("size of the data's disk")
        .baseUnit("bytes")
        .register(registry);
    refresh();
  }

  private void corpora(MeterRegistry registry, String state, boolean damaged) {
    Gauge.builder("adjutant.corpora", corpora, from -> count(from, damaged))
        .description("corpora that serve, and that do not")
        .tag("state", state)
        .register(registry);
  }

  /** Takes up corpora that were created and drops those that were deleted. */
  void refresh() {
    List<MultiGauge.Row<?>> documentRows = new ArrayList<>();
    List<MultiGauge.Row<?>> chunkRows = new ArrayList<>();
    for (CorpusRegistry.Listed listed : corpora.list("", CorpusRegistry.CORPORA_MAX)) {
      Corpus corpus = listed.corpus();
      if (corpus != null) {
        Tags tags = Tags.of("corpus", listed.name());
        documentRows.add(MultiGauge.Row.of(tags, corpus, c -> read(c, IndexView::documentCount)));
        chunkRows.add(MultiGauge.Row.of(tags, corpus, c -> read(c, IndexView::chunkCount)));
      }
    }
    documents.register(documentRows, true);
    chunks.register(chunkRows, true);
  }

  private static double count(CorpusRegistry corpora, boolean damaged) {
    return corpora.list("", CorpusRegistry.CORPORA_MAX).stream()
        .filter(listed -> (listed.corpus() == null) == damaged)
        .count();
  }

  /** Reads a count. */
  @FunctionalInterface
  private interface Reading {
    long of(IndexView view) throws IOException;
  }

  /** Not a number where the corpus can't be read or was just deleted. */
  private static double read(Corpus corpus, Reading reading) {
    try (IndexView view = corpus.index().view()) {
      return reading.of(view);
    } catch (IOException | IllegalStateException e) {
      return Double.NaN;
    }
  }

  private static double freeBytes(Path data) {
    try {
      return Files.getFileStore(data).getUsableSpace();
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  private static double totalBytes(Path data) {
    try {
      return Files.getFileStore(data).getTotalSpace();
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}

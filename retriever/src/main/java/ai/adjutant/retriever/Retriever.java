package ai.adjutant.retriever;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.process.DataFolder;
import ai.adjutant.chassis.process.ProcessReason;
import ai.adjutant.chassis.threads.ThreadBudget;
import ai.adjutant.chassis.threads.ThreadShare;
import ai.adjutant.chassis.threads.ThreadUse;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ProcessMethods;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.retriever.chunk.Chunker;
import ai.adjutant.retriever.client.InferenceEncoder;
import ai.adjutant.retriever.corpus.Catalogue;
import ai.adjutant.retriever.index.lucene.LuceneIndexes;
import ai.adjutant.retriever.load.LoadLimits;
import ai.adjutant.retriever.load.Loads;
import ai.adjutant.retriever.parse.DocumentReader;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.search.Searcher;
import ai.adjutant.retriever.service.CorpusMethods;
import ai.adjutant.retriever.service.DocumentMethods;
import ai.adjutant.retriever.service.SearchMethods;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole retriever over one data folder; its server is not yet started. Close it once. */
final class Retriever implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Retriever.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>(); // last opened first
  private final ServiceServer server;

  private Retriever(
      Path data, Endpoint listen, Endpoint inference, ThreadBudget budget, LoadLimits limits)
      throws IOException {
    try {
      Clock clock = Clock.systemUTC();
      DataFolder folder = own(DataFolder.open(data, "retriever"));
      Loads.Reading reading = reading(folder.root(), budget.parsers());
      own(reading.reader());
      InferenceEncoder encoder = own(new InferenceEncoder(inference));
      Catalogue catalogue = own(Catalogue.open(folder.root(), new LuceneIndexes(budget.merges())));
      Loads loads = own(new Loads(folder.root(), catalogue, reading, encoder, limits, clock));
      server =
          own(
              new ServiceServer(
                  "retriever",
                  listen,
                  List.of(
                      new CorpusMethods(catalogue, loads, clock),
                      new DocumentMethods(catalogue, loads),
                      new SearchMethods(catalogue, new Searcher(encoder), clock),
                      new ProcessMethods(
                          List.of(
                              new ThreadShare(ThreadUse.MERGES, budget.merges()),
                              new ThreadShare(ThreadUse.PARSERS, budget.parsers()))))));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens the data folder and puts all parts together.
   *
   * @throws AdjutantException DATA_IN_USE, DATA_NOT_WRITABLE
   */
  static Retriever open(
      Path data, Endpoint listen, Endpoint inference, ThreadBudget budget, LoadLimits limits) {
    try {
      return new Retriever(data, listen, inference, budget, limits);
    } catch (IOException e) {
      throw new AdjutantException(
          ProcessReason.DATA_NOT_WRITABLE,
          "the data folder "
              + data.toAbsolutePath()
              + " can't be read or written ("
              + e.getClass().getSimpleName()
              + "); give it to this user or choose another with --data",
          e);
    }
  }

  /** The readers and chunkers of the house. */
  private static Loads.Reading reading(Path root, int parsers) {
    DocumentReader reader =
        DocumentReader.open(ParseSettings.defaults(root.resolve("parsing"), parsers));
    return new Loads.Reading(
        reader,
        chunking ->
            switch (chunking) {
              case SECTIONS -> Chunker.sections();
              case WHOLE -> Chunker.whole();
            });
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.addFirst(part);
    return part;
  }

  /** Its server, to be started. */
  ServiceServer server() {
    return server;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.removeFirst();
      try {
        part.close();
      } catch (Exception e) { // the edge: whatever one part does, the others are closed too
        log.warn("could not close {}", part.getClass().getSimpleName(), e);
      }
    }
  }
}

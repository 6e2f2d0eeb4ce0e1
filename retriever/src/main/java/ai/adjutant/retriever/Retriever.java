package ai.adjutant.retriever;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.process.DataFolder;
import ai.adjutant.chassis.process.ProcessReason;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.retriever.chunk.Chunker;
import ai.adjutant.retriever.client.InferenceEncoder;
import ai.adjutant.retriever.corpus.Catalogue;
import ai.adjutant.retriever.index.lucene.LuceneChunkIndex;
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
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole retriever over one data folder; its server is not yet started. Close it once. */
final class Retriever implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Retriever.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>(); // last opened first
  private final ServiceServer server;

  private Retriever(
      Path data,
      Endpoint listen,
      Endpoint inference,
      Function<Path, Loads.Reading> open,
      LoadLimits limits)
      throws IOException {
    try {
      Clock clock = Clock.systemUTC();
      DataFolder folder = own(DataFolder.open(data, "retriever"));
      Loads.Reading reading = open.apply(folder.root());
      own(reading.reader());
      InferenceEncoder encoder = own(new InferenceEncoder(inference));
      Catalogue catalogue = own(Catalogue.open(folder.root(), LuceneChunkIndex::open));
      Loads loads = own(new Loads(folder.root(), catalogue, reading, encoder, limits, clock));
      server =
          own(
              new ServiceServer(
                  "retriever",
                  listen,
                  List.of(
                      new CorpusMethods(catalogue, loads, clock),
                      new DocumentMethods(catalogue, loads),
                      new SearchMethods(catalogue, new Searcher(encoder), clock))));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens the data folder and puts all parts together.
   *
   * @param open makes what reads documents, given the tenant's folder; closed by the retriever
   * @throws AdjutantException DATA_IN_USE, DATA_NOT_WRITABLE
   */
  static Retriever open(
      Path data,
      Endpoint listen,
      Endpoint inference,
      Function<Path, Loads.Reading> open,
      LoadLimits limits) {
    try {
      return new Retriever(data, listen, inference, open, limits);
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
  static Loads.Reading reading(Path root) {
    DocumentReader reader = DocumentReader.open(ParseSettings.defaults(root.resolve("parsing")));
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

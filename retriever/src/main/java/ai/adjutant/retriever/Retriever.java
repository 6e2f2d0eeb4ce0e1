package ai.adjutant.retriever;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.process.DataFolder;
import ai.adjutant.chassis.process.ProcessReason;
import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.threads.ThreadShare;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.transport.ProcessMethods;
import ai.adjutant.chassis.transport.Protection;
import ai.adjutant.chassis.transport.ServerEnvironment;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.retriever.chunk.Chunker;
import ai.adjutant.retriever.client.InferenceEncoder;
import ai.adjutant.retriever.client.InferenceReader;
import ai.adjutant.retriever.corpus.CorpusRegistry;
import ai.adjutant.retriever.index.lucene.LuceneIndexes;
import ai.adjutant.retriever.load.Loads;
import ai.adjutant.retriever.parse.DocumentReader;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.parse.reader.FileReader;
import ai.adjutant.retriever.read.PausingReader;
import ai.adjutant.retriever.read.RerankSettings;
import ai.adjutant.retriever.search.Reranker;
import ai.adjutant.retriever.search.Searcher;
import ai.adjutant.retriever.service.CorpusMethods;
import ai.adjutant.retriever.service.DocumentMethods;
import ai.adjutant.retriever.service.RetrievalMeter;
import ai.adjutant.retriever.service.SearchMethods;
import ai.adjutant.retriever.service.TermMethods;
import io.micrometer.core.instrument.MeterRegistry;
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
      ServiceSettings service,
      ServiceSecurity security,
      RetrieverSettings given,
      MeterRegistry registry)
      throws IOException {
    RetrieverSettings settings = given.within(service.budget());
    try {
      Clock clock = Clock.systemUTC();
      DataFolder folder = own(DataFolder.open(service.data(), "retriever"));
      Loads.Reading reading = reading(folder.root(), settings.parse());
      own(reading.reader());
      InferenceEncoder encoder =
          own(
              new InferenceEncoder(
                  service.peer("inference"), security.calling(ServiceRole.INFERENCE)));
      int merges = settings.index().mergeThreadCount();
      CorpusRegistry corpora = own(CorpusRegistry.open(folder.root(), new LuceneIndexes(merges)));
      Loads loads =
          own(new Loads(folder.root(), corpora, reading, encoder, settings.load(), clock));
      CorpusGauges gauges = new CorpusGauges(corpora, service.data(), registry);
      RetrievalMeter meter = new RetrievalMeter(registry, gauges::refresh);
      InferenceReader reader =
          own(
              new InferenceReader(
                  service.peer("inference"), security.calling(ServiceRole.INFERENCE)));
      Reranker reranker = reranker(reader, settings.rerank(), meter);
      Searcher searcher = new Searcher(encoder, settings.search().encodeTimeout(), reranker);
      server =
          own(
              new ServiceServer(
                  "retriever",
                  service.listen(),
                  meter.watching(
                      List.of(
                          new CorpusMethods(corpora, loads, clock),
                          new DocumentMethods(corpora, loads),
                          new TermMethods(corpora, clock),
                          new SearchMethods(corpora, searcher, settings.search(), clock),
                          new ProcessMethods(
                              List.of(
                                  new ThreadShare("merges", merges),
                                  new ThreadShare("parsers", settings.parse().processCount()))))),
                  null,
                  ServerEnvironment.internal(registry).with(Protection.of(security))));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens the data folder and puts all parts together.
   *
   * @param registry takes its metrics
   * @throws AdjutantException DATA_IN_USE, DATA_NOT_WRITABLE
   */
  static Retriever open(
      ServiceSettings service,
      ServiceSecurity security,
      RetrieverSettings settings,
      MeterRegistry registry) {
    try {
      return new Retriever(service, security, settings, registry);
    } catch (IOException e) {
      throw new AdjutantException(
          ProcessReason.DATA_NOT_WRITABLE,
          "the data folder "
              + service.data().toAbsolutePath()
              + " can't be read or written ("
              + e.getClass().getSimpleName()
              + "); give it to this user or choose another with --data",
          e);
    }
  }

  /** Returns the readers and chunkers of this server. */
  private static Loads.Reading reading(Path root, ParseSettings settings) {
    DocumentReader reader = FileReader.open(root.resolve("parsing"), settings);
    return new Loads.Reading(
        reader,
        chunking ->
            switch (chunking) {
              case SECTIONS -> Chunker.sections();
              case WHOLE -> Chunker.whole();
            });
  }

  private static Reranker reranker(
      InferenceReader reader, RerankSettings settings, RetrievalMeter meter) {
    PausingReader sparing = new PausingReader(reader, settings.pause(), System::nanoTime);
    return new Reranker(sparing, settings, meter);
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

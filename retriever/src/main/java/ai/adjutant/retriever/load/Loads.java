package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.chunk.Chunker;
import ai.adjutant.retriever.corpus.Corpus;
import ai.adjutant.retriever.corpus.CorpusRegistry;
import ai.adjutant.retriever.corpus.CorpusSettings.Chunking;
import ai.adjutant.retriever.corpus.Rebuild;
import ai.adjutant.retriever.encode.EncodeReason;
import ai.adjutant.retriever.encode.Encoder;
import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.load.LoadContext.Settings;
import ai.adjutant.retriever.parse.DocumentReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the loads since the service started. Any thread may call. */
public final class Loads implements AutoCloseable {
  private static final int HISTORY_MAX = 200;
  private static final Logger log = LoggerFactory.getLogger(Loads.class);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);
  private static final long CLOSE_SECONDS = 20;

  private final Path uploads;
  private final CorpusRegistry registry;
  private final Reading reading;
  private final Encoder encoder;
  private final Settings settings;
  private final Deque<LoadRun> runs = new ArrayDeque<>(); // newest first; guarded by this
  private long lastId; // guarded by this

  /**
   * Loads into registered corpora.
   *
   * @param root the tenant's folder; uploads that a death left behind are removed
   */
  public Loads(
      Path root,
      CorpusRegistry registry,
      Reading reading,
      Encoder encoder,
      LoadLimits limits,
      Clock clock)
      throws IOException {
    this.uploads = Files.createDirectories(root.resolve("uploads"));
    this.registry = registry;
    this.reading = reading;
    this.encoder = encoder;
    this.settings = new Settings(limits, clock);
    try (DirectoryStream<Path> orphans = Files.newDirectoryStream(uploads)) {
      for (Path orphan : orphans) {
        Files.delete(orphan);
      }
    }
  }

  /**
   * Begins a load, unless one of the same request id is known.
   *
   * @throws AdjutantException CORPUS_NOT_FOUND, LOAD_RUNNING, TOO_MANY_LOADS, ENCODER_CHANGED
   */
  public Start begin(LoadRequest request, LoadListener listener) {
    Corpus before = registry.get(request.corpus());
    Optional<LoadSnapshot> known = known(request);
    if (known.isPresent()) {
      return new Start(null, known.get());
    }
    Optional<EncoderIdentity> identity = probe();
    identity.ifPresent(now -> requireSame(before, now));
    synchronized (this) {
      known = known(request);
      if (known.isPresent()) {
        return new Start(null, known.get());
      }
      requireCapacity(request.corpus());
      Corpus corpus = registry.get(request.corpus()); // its index may have been exchanged
      LoadRun run = remembered(request, context(corpus, identity), listener);
      return new Start(run.start(), run.snapshot());
    }
  }

  /**
   * Begins to make the index of a corpus anew from its originals. It is a load without a sender: it
   * goes on when its listener leaves, and is described and cancelled as any other.
   *
   * @throws AdjutantException CORPUS_NOT_FOUND, LOAD_RUNNING, TOO_MANY_LOADS, NOTHING_TO_REBUILD,
   *     ENCODER_UNAVAILABLE where vectors that serve would be lost
   */
  public LoadSnapshot reindex(String name, LoadListener listener) {
    Optional<EncoderIdentity> identity = probe();
    synchronized (this) {
      requireCapacity(name);
      Rebuild rebuild = registry.rebuild(name);
      boolean begun = false;
      try {
        requireVectors(rebuild, identity);
        LoadRequest request = new LoadRequest(name, false, false, Statement.NOTHING, "");
        LoadRun run = remembered(request, context(rebuild.target(), identity), listener);
        run.start(rebuild);
        begun = true;
        return run.snapshot();
      } finally {
        if (!begun) {
          abandon(rebuild);
        }
      }
    }
  }

  private static void requireVectors(Rebuild rebuild, Optional<EncoderIdentity> now) {
    if (now.isEmpty() && rebuild.formerEncoder().isPresent()) {
      throw new AdjutantException(
          EncodeReason.ENCODER_UNAVAILABLE,
          "inference does not answer, and without it the new index would have no vectors, which"
              + " the one that serves has; try again when inference is back");
    }
  }

  private static void abandon(Rebuild rebuild) {
    try {
      rebuild.abandon();
    } catch (IOException e) {
      log.warn("a new index that does not serve stays until the next start", e);
    }
  }

  private LoadContext context(Corpus corpus, Optional<EncoderIdentity> identity) {
    Chunker chunker = reading.chunkers().apply(corpus.settings().chunking());
    return new LoadContext(corpus, reading.reader(), chunker, encoder, identity, uploads, settings);
  }

  private LoadRun remembered(LoadRequest request, LoadContext context, LoadListener listener) {
    lastId = Math.max(lastId + 1, settings.clock().millis());
    LoadRun run = new LoadRun(Long.toString(lastId), request, context, listener);
    remember(run);
    return run;
  }

  private synchronized Optional<LoadSnapshot> known(LoadRequest request) {
    return runs.stream()
        .filter(run ->
            !request.requestId().isEmpty()
                && run.request().requestId().equals(request.requestId())
                && run.request().corpus().equals(request.corpus()))
        .findFirst()
        .map(LoadRun::snapshot);
  }

  private void requireCapacity(String corpus) {
    requireIdle(corpus);
    if (runs.stream().filter(LoadRun::isRunning).count() >= settings.limits().runningMax()) {
      throw new AdjutantException(
          LoadReason.TOO_MANY_LOADS,
          settings.limits().runningMax() + " loads run, no more are taken; wait for one to end");
    }
  }

  private void requireIdle(String corpus) {
    for (LoadRun run : runs) {
      if (run.isRunning() && run.request().corpus().equals(corpus)) {
        throw new AdjutantException(
            LoadReason.LOAD_RUNNING,
            "corpora/"
                + corpus
                + "/loads/"
                + run.id()
                + " is still running; wait for its end, or cancel it");
      }
    }
  }

  private void remember(LoadRun run) {
    runs.addFirst(run);
    Iterator<LoadRun> oldest = runs.descendingIterator();
    while (runs.size() > HISTORY_MAX && oldest.hasNext()) {
      if (!oldest.next().isRunning()) {
        oldest.remove();
      }
    }
  }

  /** The encoder as it answers now; empty when it does not. */
  private Optional<EncoderIdentity> probe() {
    try {
      return Optional.of(
          encoder.encode(List.of("probe"), Encoder.Purpose.QUERY, PROBE_TIMEOUT).encoder());
    } catch (AdjutantException e) {
      return Optional.empty(); // the load says so in its warnings
    }
  }

  private static void requireSame(Corpus corpus, EncoderIdentity now) {
    Optional<EncoderIdentity> bound = corpus.index().encoder();
    if (bound.isPresent() && !bound.get().digest().equals(now.digest())) {
      throw new AdjutantException(
          EncodeReason.ENCODER_CHANGED,
          "the vectors of corpus "
              + corpus.settings().name()
              + " were made by encoder "
              + bound.get().model()
              + ", inference now serves another one ("
              + now.model()
              + "); vectors of the two can't be mixed. Bring the former back, or make all vectors"
              + " anew with './adjutant corpus reindex "
              + corpus.settings().name()
              + "'");
    }
  }

  /** Does something to a corpus while no load of it runs or begins. */
  public synchronized void whileIdle(String corpus, Runnable action) {
    requireIdle(corpus);
    action.run();
    runs.removeIf(run -> run.request().corpus().equals(corpus));
  }

  /**
   * Returns a load of this corpus.
   *
   * @throws AdjutantException LOAD_NOT_FOUND
   */
  public LoadSnapshot get(String corpus, String id) {
    return run(corpus, id).snapshot();
  }

  /** Stops a load soon; nothing happens when it has ended. */
  public void cancel(String corpus, String id) {
    run(corpus, id).cancel();
  }

  private synchronized LoadRun run(String corpus, String id) {
    registry.require(corpus);
    return runs.stream()
        .filter(run -> run.request().corpus().equals(corpus) && run.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new AdjutantException(
                LoadReason.LOAD_NOT_FOUND,
                "corpus "
                    + corpus
                    + " has no such load since the service started; list its loads to see"
                    + " those there are"));
  }

  /** Loads of a corpus, newest first. */
  public synchronized List<LoadSnapshot> list(String corpus) {
    List<LoadSnapshot> loads = new ArrayList<>();
    for (LoadRun run : runs) {
      if (run.request().corpus().equals(corpus)) {
        loads.add(run.snapshot());
      }
    }
    return loads;
  }

  /** Cancels all loads and waits for their ends. */
  @Override
  public void close() {
    List<LoadRun> running;
    synchronized (this) {
      running = runs.stream().filter(LoadRun::isRunning).toList();
    }
    running.forEach(LoadRun::cancel);
    try {
      for (LoadRun run : running) {
        run.awaitEnd(CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Describes a load as it began.
   *
   * @param intake takes its files; null when a load of that request id was known
   * @param load where it stands
   */
  public record Start(@Nullable Intake intake, LoadSnapshot load) {}

  /** States how documents are read and cut. */
  public record Reading(DocumentReader reader, Function<Chunking, Chunker> chunkers) {}
}

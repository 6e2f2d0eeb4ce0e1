package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.chunk.Chunk;
import ai.adjutant.retriever.encode.EncodeReason;
import ai.adjutant.retriever.encode.Encoded;
import ai.adjutant.retriever.encode.Encoder;
import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.encode.Vector;
import ai.adjutant.retriever.index.IndexedChunk;
import ai.adjutant.retriever.index.StoredDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives chunks their vectors: several calls in flight, text in flight bounded. Where the encoder
 * does not answer, documents go on without vectors, and it is asked again after a pause.
 */
final class VectorStage {
  private static final Logger log = LoggerFactory.getLogger(VectorStage.class);
  private static final Duration ENCODE_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final LoadContext context;
  private final LoadState state;
  private final Semaphore characters;
  private final Semaphore calls;
  private final ExecutorService tasks;
  private final Phaser running = new Phaser(1);
  private volatile long silentUntilNanos;
  private volatile boolean silent;

  VectorStage(LoadContext context, LoadState state) {
    this.context = context;
    this.state = state;
    this.characters = new Semaphore(context.settings().limits().charactersInFlight());
    this.calls = new Semaphore(context.settings().limits().encodeCalls());
    this.tasks =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("load-encode-", 0).factory());
    if (context.identity().isEmpty()) {
      fallSilent();
    }
  }

  /** Takes a document on; waits while too much text is in flight. */
  void submit(Prepared document) throws InterruptedException {
    int weight =
        Math.min(
            document.stored().text().length() + 1,
            context.settings().limits().charactersInFlight());
    characters.acquire(weight);
    running.register();
    tasks.execute(() -> {
      try {
        state.steps().put(encode(document));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        state.fail("vectors could not be made by a fault of Adjutant's own", e);
      } finally {
        characters.release(weight);
        running.arriveAndDeregister();
      }
    });
  }

  /** Waits until all documents taken on were passed on. */
  void drain() {
    running.arriveAndAwaitAdvance();
    tasks.close();
  }

  private Step encode(Prepared document) throws InterruptedException {
    List<String> texts = new ArrayList<>();
    for (Chunk chunk : document.chunks()) {
      texts.add(document.searchText(chunk));
    }
    List<Vector> vectors = new ArrayList<>();
    @Nullable EncoderIdentity encoder = null;
    for (Future<Encoded> batch : batches(texts)) {
      try {
        Encoded encoded = batch.get();
        vectors.addAll(encoded.vectors());
        encoder = encoded.encoder();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof AdjutantException known)) {
          throw new IllegalStateException("encoding failed", e.getCause());
        }
        withoutVectors(known);
      }
    }
    boolean complete = encoder != null && vectors.size() == texts.size();
    return write(document, texts, complete ? vectors : List.of(), complete ? encoder : null);
  }

  private List<Future<Encoded>> batches(List<String> texts) {
    List<Future<Encoded>> batches = new ArrayList<>();
    if (isSilent() || state.isStopped()) {
      return batches;
    }
    int size = Math.min(context.settings().limits().encodeTexts(), Encoder.TEXTS_MAX);
    for (int from = 0; from < texts.size(); from += size) {
      List<String> batch = texts.subList(from, Math.min(texts.size(), from + size));
      batches.add(tasks.submit(() -> call(batch)));
    }
    return batches;
  }

  private Encoded call(List<String> batch) throws InterruptedException {
    calls.acquire();
    try {
      if (isSilent()) {
        throw new AdjutantException(EncodeReason.ENCODER_UNAVAILABLE, "it did not answer");
      }
      return context.encoder().encode(batch, Encoder.Purpose.DOCUMENT, ENCODE_TIMEOUT);
    } finally {
      calls.release();
    }
  }

  private void withoutVectors(AdjutantException why) {
    if (!isSilent()) {
      log.warn("encoder does not answer: {}", why.getMessage());
    }
    fallSilent();
  }

  private void fallSilent() {
    silentUntilNanos = System.nanoTime() + PAUSE.toNanos();
    silent = true;
    state.warn(
        "the encoder did not answer: some documents are found by their words alone. Load them again"
            + " when inference is back; then they get their vectors");
  }

  private boolean isSilent() {
    return silent && System.nanoTime() - silentUntilNanos < 0;
  }

  private static Step write(
      Prepared document,
      List<String> texts,
      List<Vector> vectors,
      @Nullable EncoderIdentity encoder) {
    List<IndexedChunk> indexed = new ArrayList<>();
    for (int i = 0; i < document.chunks().size(); i++) {
      Chunk chunk = document.chunks().get(i);
      @Nullable Vector vector = vectors.isEmpty() ? null : vectors.get(i);
      indexed.add(new IndexedChunk(chunk, document.text(chunk), texts.get(i), vector));
    }
    StoredDocument stored =
        encoder == null ? document.stored() : document.stored().encodedBy(encoder.digest());
    return new Step.Write(stored, indexed, encoder, document.outcome());
  }
}

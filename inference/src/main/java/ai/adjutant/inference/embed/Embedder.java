package ai.adjutant.inference.embed;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.embed.Embedding.Piece;
import ai.adjutant.inference.runtime.OnnxRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An encoder with its worker threads and their bounded queue. A text's vector never depends on what
 * else is embedded. Any thread may call; the owner closes it.
 */
public final class Embedder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Embedder.class);

  private final TextEncoder encoder;
  private final TwoLanes<Piece> queue;
  private final List<Thread> workers = new ArrayList<>();

  Embedder(TextEncoder encoder, EmbedSettings settings) {
    this.encoder = encoder;
    queue = new TwoLanes<>(settings.queriesMax(), settings.documentsMax());
    for (int i = 0; i < settings.threads(); i++) {
      workers.add(Thread.ofPlatform().name("embed-" + i).daemon().start(this::work));
    }
  }

  /**
   * Opens the encoder that comes with the program.
   *
   * @param nativeFolder where native libraries are unpacked
   * @throws AdjutantException when its files can't be read
   */
  public static Embedder bundled(OnnxRuntime runtime, Path nativeFolder, EmbedSettings settings) {
    return new Embedder(GraphEncoder.bundled(runtime, nativeFolder), settings);
  }

  /** What is known of the encoder. */
  public EncoderFacts facts() {
    return encoder.facts();
  }

  /**
   * Begins to embed texts.
   *
   * @param texts at most {@value EmbedSettings#TEXTS_MAX}, none empty
   * @throws AdjutantException EMBED_QUEUE_FULL at once when they don't fit the queue
   */
  public Embedding begin(List<String> texts, Purpose purpose) {
    if (texts.isEmpty() || texts.size() > EmbedSettings.TEXTS_MAX) {
      throw new IllegalArgumentException(texts.size() + " texts");
    }
    Embedding embedding = new Embedding(List.copyOf(texts));
    Set<Piece> pieces = embedding.pieces();
    if (!queue.offer(purpose, pieces)) {
      throw new AdjutantException(
          EmbedReason.EMBED_QUEUE_FULL,
          "the embedding queue is full: it holds "
              + queue.bound(purpose)
              + " texts of this purpose and "
              + texts.size()
              + " more were asked for; try again later");
    }
    embedding.whenLost(() -> queue.remove(pieces));
    return embedding;
  }

  private void work() {
    try {
      for (Optional<Piece> next = queue.take(); next.isPresent(); next = queue.take()) {
        run(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // only close() interrupts; the thread ends
    }
  }

  private void run(Piece piece) {
    try {
      piece.embedding().run(piece.index(), encoder);
    } catch (RuntimeException | Error e) {
      // The loop's edge: the request fails, its waiter logs it, the worker goes on.
      piece.embedding().fail(e);
    }
  }

  @Override
  public void close() {
    for (Piece piece : queue.close()) {
      piece
          .embedding()
          .fail(new AdjutantException(EmbedReason.EMBEDDER_CLOSED, "the service is stopping"));
    }
    boolean interrupted = false;
    for (Thread worker : workers) {
      try {
        worker.join(); // at most one run of at most 512 tokens
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      return; // a worker may still be in the graph
    }
    encoder.close();
    log.info("embedder closed: encoder={}", encoder.facts().name());
  }
}

package ai.adjutant.inference.embed;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The texts of one request on their way. Any thread may wait for it or give it up. */
public final class Embedding {
  private final List<String> texts;
  private final AtomicReferenceArray<TextVector> vectors;
  private final AtomicInteger missing;
  private final CompletableFuture<List<TextVector>> whole = new CompletableFuture<>();

  Embedding(List<String> texts) {
    this.texts = texts;
    vectors = new AtomicReferenceArray<>(texts.size());
    missing = new AtomicInteger(texts.size());
  }

  /**
   * Waits for the vectors, in the order of the texts.
   *
   * @throws AdjutantException when the embedder closes
   * @throws CancellationException when it was given up
   */
  public List<TextVector> await() throws InterruptedException {
    try {
      return whole.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException known -> throw known;
        case Error bug -> throw bug;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Gives it up: texts that have not begun are not embedded any more. */
  public void cancel() {
    whole.cancel(false);
  }

  /** One text of a request. */
  record Piece(Embedding embedding, int index) {}

  Set<Piece> pieces() {
    return IntStream.range(0, texts.size())
        .mapToObj(index -> new Piece(this, index))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Embeds one text, unless nobody waits any more. */
  void run(int index, TextEncoder encoder) {
    if (whole.isDone()) {
      return;
    }
    vectors.set(index, encoder.encode(texts.get(index)));
    if (missing.decrementAndGet() == 0) {
      whole.complete(
          IntStream.range(0, texts.size())
              .mapToObj(i -> Objects.requireNonNull(vectors.get(i)))
              .toList());
    }
  }

  void fail(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  /** Runs the step when it ends without vectors. */
  void whenLost(Runnable step) {
    whole.whenComplete((vectors, failure) -> {
      if (failure != null) {
        step.run();
      }
    });
  }
}

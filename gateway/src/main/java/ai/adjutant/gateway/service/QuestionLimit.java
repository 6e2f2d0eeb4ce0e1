package ai.adjutant.gateway.service;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.concurrent.Semaphore;

/**
 * Bounds how many questions are under way, so that those that are keep their time and the others
 * know at once. Any thread may call.
 */
final class QuestionLimit {
  private final int atOnce;
  private final Semaphore free;

  QuestionLimit(int atOnce) {
    this.atOnce = atOnce;
    this.free = new Semaphore(atOnce);
  }

  /**
   * Takes a place, which is given back by closing it.
   *
   * @throws AdjutantException TOO_MANY_QUESTIONS where none is free; nothing waits
   */
  Place take() {
    if (!free.tryAcquire()) {
      throw new AdjutantException(
          ChatReason.TOO_MANY_QUESTIONS,
          atOnce + " questions are under way, no more are taken at once; ask again shortly");
    }
    return new Place();
  }

  /** A question that is under way. */
  final class Place implements AutoCloseable {
    @Override
    public void close() {
      free.release();
    }
  }
}

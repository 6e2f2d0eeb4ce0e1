package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which models are opened and closed, so that two never reckon with the same free
 * memory, and a native call of many seconds never holds a carrier of virtual threads. Any thread
 * may hand it work; its owner closes it.
 */
final class Loader implements AutoCloseable {
  /** Work that may wait. */
  private static final int QUEUE_MAX = 64;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE_MAX),
          Thread.ofPlatform().name("model-loader").daemon().factory());

  /**
   * Waits for work to be done. Work that began is done even when the caller gives up.
   *
   * @throws AdjutantException LOADER_BUSY or CATALOGUE_CLOSED, or whatever the work throws
   */
  <T> T run(Callable<T> work) {
    try {
      return await(thread.submit(work));
    } catch (RejectedExecutionException e) {
      if (thread.isShutdown()) {
        throw closed();
      }
      throw new AdjutantException(
          CatalogueReason.LOADER_BUSY,
          "already " + QUEUE_MAX + " models wait to be loaded or closed; try again later");
    }
  }

  private static <T> T await(Future<T> result) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true; // what becomes of the files has to be known before anyone leaves
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException known -> throw known;
        case Error bug -> throw bug;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static AdjutantException closed() {
    return new AdjutantException(CatalogueReason.CATALOGUE_CLOSED, "the service is stopping");
  }

  /** Lets what began and what waits end, and takes nothing more. */
  @Override
  public void close() {
    thread.close();
  }
}

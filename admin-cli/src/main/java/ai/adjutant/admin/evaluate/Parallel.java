package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.admin.terminal.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks many questions, a few at once, results in the order of the questions. */
final class Parallel {
  private Parallel() {}

  static <Q, R> List<R> map(List<Q> items, int atOnce, Progress progress, Function<Q, R> call) {
    List<R> results = new ArrayList<>();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().name("evaluate-", 0).factory())) {
      List<Future<R>> running = new ArrayList<>();
      for (Q item : items) {
        running.add(pool.submit(() -> call.apply(item)));
      }
      try {
        for (Future<R> future : running) {
          results.add(future.get());
          progress.at(results.size(), (double) results.size() / items.size());
        }
      } catch (ExecutionException e) {
        pool.shutdownNow();
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        pool.shutdownNow();
        Thread.currentThread().interrupt();
        throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted");
      }
    } finally {
      progress.end();
    }
    return results;
  }
}

package ai.adjutant.tuner.train;

import ai.adjutant.tuner.config.Recipe;
import ai.adjutant.tuner.config.WorkerSettings;
import ai.adjutant.tuner.model.Parameter;
import ai.adjutant.tuner.model.Parameters;
import ai.adjutant.tuner.model.Precision;
import ai.adjutant.tuner.model.Task;
import ai.adjutant.tuner.optimizer.Moments;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.weights.SafetensorsFile;
import ai.adjutant.tuner.weights.SafetensorsWriter.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

/** All workers of a run. Between two calls they rest and have equal weights. */
final class Workers implements AutoCloseable {
  private static final int PIECE = 4_096;

  private final List<Worker> workers = new ArrayList<>();
  private final int averageEvery;

  Workers(Torch torch, Task task, Recipe recipe, Precision precision) {
    WorkerSettings settings = recipe.get(WorkerSettings.class);
    averageEvery = settings.averageEvery();
    try {
      for (int i = 0; i < settings.count(); i++) {
        int number = i;
        workers.add(
            Worker.start(
                number,
                settings.threads(),
                torch,
                owner -> new Learner(number, task, recipe, owner, precision)));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The parameters, which are the same in all. */
  Parameters parameters() {
    return workers.getFirst().learner().parameters();
  }

  /** Takes steps from one to before another, averaging on the way and at the end. */
  StepSums steps(long from, long to) {
    StepSums sums = new StepSums();
    long stride = workers.size() == 1 ? to - from : averageEvery;
    for (long start = from; start < to; start += stride) {
      long begin = start;
      long end = Math.min(to, start + stride);
      all(learner -> learner.steps(begin, end)).forEach(sums::add);
      if (workers.size() > 1) {
        average();
      }
    }
    return sums;
  }

  /**
   * Has all workers learn one batch at the same time, so that they need all the memory they may.
   */
  void tryBatch(long index) {
    all(learner -> learner.tryBatch(index));
  }

  /** Figures of the first so many held-out examples, each worker measuring a part. */
  List<List<Double>> measure(int heldOut) {
    int share = Math.ceilDiv(heldOut, workers.size());
    List<Future<List<List<Double>>>> parts = new ArrayList<>();
    for (int i = 0; i < workers.size(); i++) {
      Worker worker = workers.get(i);
      List<Integer> mine =
          IntStream.range(Math.min(heldOut, i * share), Math.min(heldOut, (i + 1) * share))
              .boxed()
              .toList();
      parts.add(worker.submit(() -> worker.learner().measure(mine)));
    }
    return parts.stream().map(Worker::get).flatMap(List::stream).toList();
  }

  private <R> List<R> all(Function<Learner, R> work) {
    List<Future<R>> running = new ArrayList<>();
    for (Worker worker : workers) {
      running.add(worker.submit(() -> work.apply(worker.learner())));
    }
    return running.stream().map(Worker::get).toList();
  }

  /** Gives all workers the mean of their weights; sums are taken in the order of the workers. */
  private void average() {
    Parameters first = parameters();
    float[] sum = new float[PIECE];
    float[] other = new float[PIECE];
    for (Parameter parameter : first.trained()) {
      List<FloatBuffer> views =
          workers.stream()
              .map(worker -> worker.learner().parameters().get(parameter.name()).values())
              .toList();
      for (int start = 0; start < parameter.count(); start += PIECE) {
        int count = Math.min(PIECE, parameter.count() - start);
        views.getFirst().get(start, sum, 0, count);
        for (FloatBuffer view : views.subList(1, views.size())) {
          view.get(start, other, 0, count);
          for (int i = 0; i < count; i++) {
            sum[i] += other[i];
          }
        }
        for (int i = 0; i < count; i++) {
          sum[i] /= workers.size();
        }
        for (FloatBuffer view : views) {
          view.put(start, sum, 0, count);
        }
      }
    }
  }

  /** All that a run goes on from: trained weights, and each optimiser's memory. */
  List<Tensor> state() {
    List<Tensor> tensors = new ArrayList<>();
    Parameters parameters = parameters();
    for (Parameter parameter : parameters.trained()) {
      tensors.add(new Tensor("weight/" + parameter.name(), parameter.shape(), parameter.values()));
    }
    for (int i = 0; i < workers.size(); i++) {
      for (Moments moments : workers.get(i).learner().moments()) {
        List<Long> shape = parameters.get(moments.name()).shape();
        tensors.add(new Tensor(name(i, "first", moments), shape, moments.first()));
        tensors.add(new Tensor(name(i, "second", moments), shape, moments.second()));
      }
    }
    return tensors;
  }

  private static String name(int worker, String moment, Moments moments) {
    return "worker" + worker + "/" + moment + "/" + moments.name();
  }

  /** Takes over what {@link #state} gave. */
  void restore(SafetensorsFile saved) {
    Parameters parameters = parameters();
    for (Parameter parameter : parameters.trained()) {
      saved.read("weight/" + parameter.name(), parameter.values());
    }
    for (int i = 0; i < workers.size(); i++) {
      Learner learner = workers.get(i).learner();
      learner.copyFrom(parameters);
      for (Moments moments : learner.moments()) {
        saved.read(name(i, "first", moments), moments.first());
        saved.read(name(i, "second", moments), moments.second());
      }
    }
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
  }
}

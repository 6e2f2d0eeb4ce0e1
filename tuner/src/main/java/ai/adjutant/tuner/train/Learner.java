package ai.adjutant.tuner.train;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.config.EvaluationSettings;
import ai.adjutant.tuner.config.OptimizerSettings;
import ai.adjutant.tuner.config.RateSettings;
import ai.adjutant.tuner.config.Recipe;
import ai.adjutant.tuner.config.TrainSettings;
import ai.adjutant.tuner.config.WorkerSettings;
import ai.adjutant.tuner.data.BatchPlan;
import ai.adjutant.tuner.model.Batch;
import ai.adjutant.tuner.model.BatchLoss;
import ai.adjutant.tuner.model.HeadLoss;
import ai.adjutant.tuner.model.Parameter;
import ai.adjutant.tuner.model.Parameters;
import ai.adjutant.tuner.model.Precision;
import ai.adjutant.tuner.model.Replica;
import ai.adjutant.tuner.model.Task;
import ai.adjutant.tuner.optimizer.AdamW;
import ai.adjutant.tuner.optimizer.Moments;
import ai.adjutant.tuner.optimizer.PartRates;
import ai.adjutant.tuner.optimizer.Schedule;
import ai.adjutant.tuner.torch.AlignedMemory;
import ai.adjutant.tuner.torch.Gradients;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * A replica that learns: the batches of one worker, its gradients and its optimiser. One thread.
 */
final class Learner {
  private final int number;
  private final int workers;
  private final int accumulation;
  private final NDManager owner;
  private final Replica replica;
  private final AdamW optimizer;
  private final Schedule schedule;
  private final BatchPlan plan;
  private final int evaluationBatch;

  /**
   * Creates a learner with the task's first weights.
   *
   * @param number of the worker, from 0
   * @param owner frees its arrays
   */
  Learner(int number, Task task, Recipe recipe, NDManager owner, Precision precision) {
    TrainSettings train = recipe.get(TrainSettings.class);
    RateSettings rate = recipe.get(RateSettings.class);
    this.number = number;
    this.owner = owner;
    workers = recipe.get(WorkerSettings.class).count();
    accumulation = train.accumulation();
    evaluationBatch = recipe.get(EvaluationSettings.class).batchSize();
    replica = task.replica(owner, precision);
    PartRates parts = new PartRates(rate);
    parts.freeze(replica.parameters());
    optimizer = new AdamW(recipe.get(OptimizerSettings.class), parts, replica.parameters());
    schedule = new Schedule(rate, train.steps());
    plan = new BatchPlan(task.lengths(), train.batchSize(), train.bucketBatches(), train.seed());
  }

  Parameters parameters() {
    return replica.parameters();
  }

  List<Moments> moments() {
    return optimizer.moments();
  }

  /** Takes steps from one to before another. */
  StepSums steps(long from, long to) {
    StepSums sums = new StepSums();
    for (long step = from; step < to; step++) {
      for (int i = 0; i < accumulation; i++) {
        learn(plan.batch((step * workers + number) * accumulation + i), step, sums);
      }
      double norm = finite(optimizer.gradientNorm(), "the gradient's length", step);
      optimizer.step(step, schedule.rate(step), norm);
      sums.step(norm);
    }
    return sums;
  }

  /** Computes the gradient of one batch, which the next step will use up. */
  StepSums tryBatch(long index) {
    StepSums sums = new StepSums();
    learn(plan.batch(index), 0, sums);
    return sums;
  }

  private void learn(Batch batch, long step, StepSums sums) {
    int before = owner.getManagedArrays().size();
    try (NDManager scope = owner.newSubManager()) {
      BatchLoss lost = replica.losses(scope, batch);
      List<HeadLoss> heads = lost.heads();
      NDArray total = AlignedMemory.scalar(scope, 0);
      for (HeadLoss head : heads) {
        total = total.add(head.value().mul(AlignedMemory.scalar(scope, head.weight())));
      }
      double loss = finite(total.getFloat(), "the loss", step);
      for (HeadLoss head : heads) {
        sums.head(head.head(), head.value().getFloat());
      }
      if (!heads.isEmpty()) {
        Gradients.backward(total.mul(AlignedMemory.scalar(scope, 1.0 / accumulation)));
      }
      sums.batch(loss, batch.examples().size(), lost);
      sums.planned(plan.tokens(batch));
    }
    if (owner.getManagedArrays().size() != before) {
      // an operator on a parameter gives its result to the parameter's owner, which outlives the
      // step
      throw new IllegalStateException("the replica left arrays behind: make them in the scope");
    }
  }

  private static double finite(double value, String what, long step) {
    if (!Double.isFinite(value)) {
      throw new AdjutantException(
          TrainReason.TRAINING_DIVERGED,
          what
              + " is "
              + value
              + " at step "
              + step
              + "; the last checkpoint stands: lower rate.peak or lengthen rate.warm-up-steps");
    }
    return value;
  }

  /** Figures of some held-out examples. */
  List<List<Double>> measure(List<Integer> heldOut) {
    return Gradients.without(() -> measureAll(heldOut));
  }

  private List<List<Double>> measureAll(List<Integer> heldOut) {
    List<List<Double>> measured = new ArrayList<>();
    for (int start = 0; start < heldOut.size(); start += evaluationBatch) {
      try (NDManager scope = owner.newSubManager()) {
        int end = Math.min(heldOut.size(), start + evaluationBatch);
        measured.addAll(replica.measure(scope, heldOut.subList(start, end)));
      }
    }
    return measured;
  }

  /** Takes over another's weights. */
  void copyFrom(Parameters other) {
    for (Parameter parameter : replica.parameters().trained()) {
      parameter.values().put(other.get(parameter.name()).values());
    }
  }
}

package ai.adjutant.tuner.train;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.checkpoint.RunFolder;
import ai.adjutant.tuner.checkpoint.RunState;
import ai.adjutant.tuner.config.EvaluationSettings;
import ai.adjutant.tuner.config.RateSettings;
import ai.adjutant.tuner.config.Recipe;
import ai.adjutant.tuner.config.TrainSettings;
import ai.adjutant.tuner.config.WorkerSettings;
import ai.adjutant.tuner.curve.Curve;
import ai.adjutant.tuner.curve.CurvePicture;
import ai.adjutant.tuner.model.Precision;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.model.Task;
import ai.adjutant.tuner.optimizer.Schedule;
import ai.adjutant.tuner.torch.PrecisionTrial;
import ai.adjutant.tuner.torch.Torch;
import ai.adjutant.tuner.weights.SafetensorsWriter.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Trains a task as a recipe says, from where its folder stands. Used once, by one thread. */
public final class Trainer implements AutoCloseable {
  /** Less is not worth the lost bits; a trial of a tenth of a second is not exact either. */
  private static final double SPEED_UP_MIN = 1.2;

  private final Task task;
  private final Recipe recipe;
  private final TrainSettings train;
  private final EvaluationSettings evaluation;
  private final RunFolder folder;
  private final ProgressListener listener;
  private final WorkClock clock;
  private final Workers workers;
  private final Schedule schedule;
  private final Curve curve;

  private RunState state;
  private StepSums since = new StepSums();

  private Trainer(
      Torch torch, Task task, Recipe recipe, RunFolder folder, ProgressListener listener) {
    this.task = task;
    this.recipe = recipe;
    this.folder = folder;
    this.listener = listener;
    train = recipe.get(TrainSettings.class);
    evaluation = recipe.get(EvaluationSettings.class);
    schedule = new Schedule(recipe.get(RateSettings.class), train.steps());
    clock = new WorkClock();
    Optional<RunFolder.Saved> saved = folder.load();
    state =
        saved
            .map(RunFolder.Saved::state)
            .orElseGet(() -> RunState.beginning(precision(torch, train.precision()).name()));
    curve = Curve.parse(state.curve());
    workers = new Workers(torch, task, recipe, Precision.valueOf(state.precision()));
    saved.ifPresent(before -> workers.restore(before.tensors()));
  }

  /**
   * Prepares a run; it goes on from its folder's checkpoint where there is one.
   *
   * @throws AdjutantException TOO_FEW_EXAMPLES, RUN_DIFFERS, WEIGHTS_DAMAGED
   */
  public static Trainer prepare(
      Torch torch, Task task, Recipe recipe, RunFolder folder, ProgressListener listener) {
    int batch = recipe.get(TrainSettings.class).batchSize();
    if (task.lengths().size() < batch || task.heldOut() == 0) {
      throw new AdjutantException(
          TrainReason.TOO_FEW_EXAMPLES,
          "there are "
              + task.lengths().size()
              + " examples to learn from and "
              + task.heldOut()
              + " held out; a batch takes "
              + batch
              + ", and one at least must be held out");
    }
    return new Trainer(torch, task, recipe, folder, listener);
  }

  /** What a run depends on, for its folder. */
  public static String essence(Task task, Recipe recipe) {
    return recipe.essence() + "data: " + task.digest() + "\n";
  }

  /** The precision that a run has where this one is wanted. */
  static Precision precision(Torch torch, Precision wanted) {
    if (wanted != Precision.AUTO) {
      return wanted;
    }
    return PrecisionTrial.speedUp(torch) > SPEED_UP_MIN ? Precision.BF16 : Precision.FP32;
  }

  /**
   * How a run ended.
   *
   * @param steps done
   * @param best main score, of the weights that were kept
   * @param bestStep steps done when it was reached
   * @param early whether it ended for want of better scores
   */
  public record Outcome(long steps, double best, long bestStep, boolean early) {}

  /** The precision that products are computed in. */
  public Precision precision() {
    return Precision.valueOf(state.precision());
  }

  /** Steps done before this start. */
  public long stepsDone() {
    return state.step();
  }

  /**
   * Trains to the end.
   *
   * @throws AdjutantException TRAINING_DIVERGED, TRAINING_INTERRUPTED, WEIGHTS_UNWRITABLE; the last
   *     checkpoint stands
   */
  public Outcome run() {
    clock.start();
    while (state.step() < train.steps() && !exhausted()) {
      long next = nextStop(state.step());
      StepSums sums = workers.steps(state.step(), next);
      since.add(sums);
      state = at(next);
      boolean last = next == train.steps();
      if (last || next % train.reportEvery() == 0) {
        report();
      }
      if (last || next % evaluation.every() == 0) {
        evaluate();
      }
      if (last || exhausted() || next % train.checkpointEvery() == 0) {
        save();
      }
    }
    return new Outcome(state.step(), state.best(), state.bestStep(), state.step() < train.steps());
  }

  private boolean exhausted() {
    return evaluation.stopAfter() > 0 && state.sinceBest() >= evaluation.stopAfter();
  }

  /** The next step at which something is due besides learning. */
  private long nextStop(long step) {
    long next = train.steps();
    for (int every : List.of(train.reportEvery(), evaluation.every(), train.checkpointEvery())) {
      next = Math.min(next, (step / every + 1) * every);
    }
    return next;
  }

  private RunState at(long step) {
    return new RunState(
        step, state.best(), state.bestStep(), state.sinceBest(), state.precision(), "");
  }

  private void report() {
    Map<String, Double> means = since.means();
    Map<String, Double> figures = new TreeMap<>(means);
    figures.put("examples", examplesDone());
    figures.put("rate", schedule.rate(state.step() - 1));
    curve.add(state.step(), figures);
    listener.steps(state.step(), means, clock.lap(since));
    since = new StepSums();
  }

  private double examplesDone() {
    return (double) state.step()
        * train.batchSize()
        * train.accumulation()
        * recipe.get(WorkerSettings.class).count();
  }

  private void evaluate() {
    Scores scores = task.scores(workers.measure(task.heldOut()));
    boolean better = scores.main() > state.best();
    Map<String, Double> figures = new HashMap<>();
    scores.values().forEach((name, value) -> figures.put("score." + name, value));
    curve.add(state.step(), new TreeMap<>(figures));
    if (better) {
      Map<String, String> notes = new TreeMap<>();
      notes.put("recipe", recipe.essence());
      notes.put("data", task.digest());
      notes.put("step", Long.toString(state.step()));
      scores.values().forEach((name, value) -> notes.put("score." + name, value.toString()));
      folder.saveBest(notes, weights());
    }
    state =
        new RunState(
            state.step(),
            better ? scores.main() : state.best(),
            better ? state.step() : state.bestStep(),
            better ? 0 : state.sinceBest() + 1,
            state.precision(),
            "");
    listener.evaluated(state.step(), scores, better);
    folder.write("curve.csv", curve.csv().getBytes(StandardCharsets.UTF_8));
    folder.write("curve.png", CurvePicture.png(curve));
  }

  private List<Tensor> weights() {
    return workers.parameters().all().stream()
        .map(parameter -> new Tensor(parameter.name(), parameter.shape(), parameter.values()))
        .toList();
  }

  private void save() {
    RunState whole =
        new RunState(
            state.step(),
            state.best(),
            state.bestStep(),
            state.sinceBest(),
            state.precision(),
            curve.csv());
    folder.save(whole, workers.state());
  }

  @Override
  public void close() {
    workers.close();
  }
}

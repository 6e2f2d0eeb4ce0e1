package ai.adjutant.tuner.toy;

import ai.adjutant.tuner.data.Seeds;
import ai.adjutant.tuner.model.Batch;
import ai.adjutant.tuner.model.BatchLoss;
import ai.adjutant.tuner.model.HeadLoss;
import ai.adjutant.tuner.model.Parameter;
import ai.adjutant.tuner.model.Parameters;
import ai.adjutant.tuner.model.Precision;
import ai.adjutant.tuner.model.Replica;
import ai.adjutant.tuner.model.Scores;
import ai.adjutant.tuner.model.Task;
import ai.adjutant.tuner.torch.AlignedMemory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Learns the sum and the difference of two halves of a vector's numbers, each by a head of its own
 * over a common layer.
 */
public final class ToyTask implements Task {
  private static final int WIDTH = 8;
  private static final int HIDDEN = 16;
  private static final int HELD_OUT = 50;

  private final int examples;
  private final float poison;

  /** A task of so many examples to learn from. */
  public ToyTask(int examples) {
    this(examples, 0);
  }

  /**
   * A task whose numbers are spoilt.
   *
   * @param poison is added to every target
   */
  public ToyTask(int examples, float poison) {
    this.examples = examples;
    this.poison = poison;
  }

  @Override
  public List<Integer> lengths() {
    return IntStream.range(0, examples).mapToObj(i -> 1 + i % 7).toList();
  }

  @Override
  public int heldOut() {
    return HELD_OUT;
  }

  @Override
  public String digest() {
    return "toy-" + examples;
  }

  @Override
  public Replica replica(NDManager owner, Precision precision) {
    return new Toy(owner);
  }

  @Override
  public Scores scores(List<List<Double>> measured) {
    double error = measured.stream().mapToDouble(List::getFirst).average().orElseThrow();
    return Scores.of("negative_error", Map.of("negative_error", -error, "error", error));
  }

  private static float[] numbers(long example) {
    Random random = new Random(Seeds.of(99, example));
    float[] x = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  private final class Toy implements Replica {
    private final Parameter layer;
    private final Parameter sum;
    private final Parameter difference;
    private final Parameters parameters;

    Toy(NDManager owner) {
      layer = new Parameter(owner, "layer.weight", List.of((long) WIDTH, (long) HIDDEN), 1);
      sum = new Parameter(owner, "sum.weight", List.of((long) HIDDEN, 1L), 0);
      difference = new Parameter(owner, "difference.weight", List.of((long) HIDDEN, 1L), 0);
      parameters = new Parameters(List.of(layer, sum, difference));
      Random random = new Random(5);
      for (Parameter parameter : parameters.all()) {
        FloatBuffer values = parameter.values();
        while (values.hasRemaining()) {
          values.put((float) random.nextGaussian() * 0.3f);
        }
      }
    }

    @Override
    public Parameters parameters() {
      return parameters;
    }

    private NDArray[] outputs(NDManager scope, List<Integer> rows, long offset) {
      float[] x = new float[rows.size() * WIDTH];
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(numbers(offset + rows.get(i)), 0, x, i * WIDTH, WIDTH);
      }
      NDArray hidden =
          AlignedMemory.create(scope, x, rows.size(), WIDTH).matMul(layer.array()).tanh();
      return new NDArray[] {
        hidden.matMul(sum.array()).flatten(), hidden.matMul(difference.array()).flatten()
      };
    }

    private NDArray targets(NDManager scope, List<Integer> rows, long offset, int sign) {
      float[] y = new float[rows.size()];
      for (int i = 0; i < y.length; i++) {
        float[] x = numbers(offset + rows.get(i));
        for (int k = 0; k < WIDTH; k++) {
          y[i] += 0.2f * (k < WIDTH / 2 ? x[k] : sign * x[k]) + poison;
        }
      }
      return scope.create(y);
    }

    @Override
    public BatchLoss losses(NDManager scope, Batch batch) {
      NDArray[] outputs = outputs(scope, batch.examples(), 0);
      NDArray sums = targets(scope, batch.examples(), 0, 1);
      NDArray differences = targets(scope, batch.examples(), 0, -1);
      return new BatchLoss(
          List.of(
              new HeadLoss("sum", 1, sums.sub(outputs[0]).square().mean()),
              new HeadLoss("difference", 0.5, differences.sub(outputs[1]).square().mean())),
          batch.examples().size(),
          batch.examples().size());
    }

    @Override
    public List<List<Double>> measure(NDManager scope, List<Integer> heldOut) {
      float[] errors =
          targets(scope, heldOut, examples, 1)
              .sub(outputs(scope, heldOut, examples)[0])
              .abs()
              .toFloatArray();
      List<List<Double>> measured = new ArrayList<>();
      for (float error : errors) {
        measured.add(List.of((double) error));
      }
      return measured;
    }
  }
}

package ai.adjutant.tuner.reader;

import ai.adjutant.tuner.data.Seeds;
import ai.adjutant.tuner.model.Parameter;
import ai.adjutant.tuner.torch.Script;
import ai.adjutant.tuner.torch.ScriptText;
import ai.adjutant.tuner.triples.Claim;
import ai.adjutant.tuner.weights.WeightSource;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Linear layers over the encoder's outputs. One thread. */
final class ReaderHeads {
  static final String SPAN = "span";
  static final String ANSWERABLE = "answerable";
  static final String RELEVANCE = "relevance";
  static final String SUPPORT = "support";

  private static final double DEVIATION = 0.02;
  private static final Map<String, Integer> OUTPUTS =
      Map.of(SPAN, 2, ANSWERABLE, 1, RELEVANCE, 1, SUPPORT, Claim.Label.values().length);
  private static final List<String> ORDER = List.of(SPAN, ANSWERABLE, RELEVANCE, SUPPORT);

  private final Script script;
  private final Map<String, Parameter> weights = new LinkedHashMap<>();
  private final Map<String, Parameter> biases = new LinkedHashMap<>();

  /** New heads, small and drawn by a seed, or those of a file that has them. */
  ReaderHeads(NDManager owner, int width, WeightSource source, long seed) {
    script =
        Script.compile(owner, ScriptText.read(ReaderHeads.class, "heads.torchscript", Map.of()));
    for (String head : ORDER) {
      String name = "head." + head;
      if (source.names().contains(name + ".weight")) {
        weights.put(head, Parameter.read(owner, name + ".weight", 0, source));
        biases.put(head, Parameter.read(owner, name + ".bias", 0, source));
      } else {
        long outputs = OUTPUTS.getOrDefault(head, 1);
        Parameter weight =
            new Parameter(owner, name + ".weight", List.of(outputs, (long) width), 0);
        fill(weight.values(), new Random(Seeds.of(seed, ORDER.indexOf(head))));
        weights.put(head, weight);
        biases.put(head, new Parameter(owner, name + ".bias", List.of(outputs), 0));
      }
    }
  }

  private static void fill(FloatBuffer values, Random random) {
    while (values.hasRemaining()) {
      values.put((float) (random.nextGaussian() * DEVIATION));
    }
  }

  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(weights.values());
    all.addAll(biases.values());
    return all;
  }

  private NDArray[] with(String head, NDArray first, NDArray... more) {
    List<NDArray> arguments = new ArrayList<>();
    arguments.add(first);
    arguments.add(of(weights, head).array());
    arguments.add(of(biases, head).array());
    arguments.addAll(List.of(more));
    return arguments.toArray(NDArray[]::new);
  }

  private static Parameter of(Map<String, Parameter> parameters, String head) {
    Parameter parameter = parameters.get(head);
    if (parameter == null) {
      throw new IllegalArgumentException("there is no head " + head);
    }
    return parameter;
  }

  /** A head's outputs for each row: [rows, outputs]. */
  NDArray outputs(NDManager scope, String head, NDArray hidden) {
    return script.call(scope, "outputs", with(head, hidden));
  }

  /**
   * How well an answer begins and ends at each place: [rows, tokens, 2].
   *
   * @param allowed 0 where it may, far below where not
   */
  NDArray places(NDManager scope, NDArray hidden, NDArray allowed) {
    return script.call(scope, "places", with(SPAN, hidden, allowed));
  }

  /** The same at every token of the rows. */
  NDArray places(NDManager scope, NDArray hidden) {
    return script.call(scope, "everywhere", with(SPAN, hidden));
  }

  /** A loss function of the script. */
  NDArray loss(NDManager scope, String function, NDArray... arguments) {
    return script.call(scope, function, arguments);
  }
}

package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.bert.BertEncoder;
import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.torch.Script;
import ai.adjutant.tuner.torch.ScriptText;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Gives texts vectors of length 1, those of their first tokens. One thread. */
final class TextEncoder {
  private static final int TOGETHER = 16;

  private final BertEncoder encoder;
  private final Script script;

  TextEncoder(NDManager owner, BertEncoder encoder, double temperature) {
    this.encoder = encoder;
    script =
        Script.compile(
            owner,
            ScriptText.read(
                TextEncoder.class,
                "losses.torchscript",
                Map.of("TEMPERATURE", Double.toString(temperature))));
  }

  BertEncoder encoder() {
    return encoder;
  }

  /**
   * Vectors of rows: [rows, width]. Like lengths are computed together, as rows are filled up to
   * the longest.
   */
  NDArray vectors(NDManager scope, List<TokenRow> rows) {
    List<Integer> order = byLength(rows);
    NDList parts = new NDList();
    for (int start = 0; start < order.size(); start += TOGETHER) {
      List<Integer> part = order.subList(start, Math.min(order.size(), start + TOGETHER));
      parts.add(
          script.call(
              scope, "vectors", encoder.encode(scope, part.stream().map(rows::get).toList())));
    }
    if (parts.size() == 1 && order.equals(order.stream().sorted().toList())) {
      return parts.singletonOrThrow();
    }
    long[] places = new long[order.size()];
    for (int i = 0; i < places.length; i++) {
      places[order.get(i)] = i;
    }
    return script.call(scope, "rows", NDArrays.concat(parts), scope.create(places));
  }

  private static List<Integer> byLength(List<TokenRow> rows) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
    order.sort(Comparator.comparing(number -> rows.get(number).length()));
    return order;
  }

  /** A function of the script. */
  NDArray call(NDManager scope, String function, NDArray... arguments) {
    return script.call(scope, function, arguments);
  }

  /** The numbers of the vectors of any count of rows; none are kept by PyTorch. */
  float[][] vectors(List<TokenRow> rows, NDManager outer) {
    List<Integer> order = byLength(rows);
    float[][] vectors = new float[rows.size()][];
    for (int start = 0; start < order.size(); start += TOGETHER) {
      List<Integer> part = order.subList(start, Math.min(order.size(), start + TOGETHER));
      try (NDManager scope = outer.newSubManager()) {
        float[] values = vectors(scope, part.stream().map(rows::get).toList()).toFloatArray();
        int width = values.length / part.size();
        for (int i = 0; i < part.size(); i++) {
          vectors[part.get(i)] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
      }
    }
    return vectors;
  }
}

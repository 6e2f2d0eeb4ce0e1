package ai.adjutant.tuner.bert;

import ai.adjutant.tuner.model.Parameter;
import ai.adjutant.tuner.model.Precision;
import ai.adjutant.tuner.torch.AlignedMemory;
import ai.adjutant.tuner.torch.Script;
import ai.adjutant.tuner.torch.ScriptText;
import ai.adjutant.tuner.weights.WeightSource;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * BERT (Devlin et al., 2018) with plain products in its attention: at 32 numbers a head these are
 * faster than PyTorch's fused attention. Parameters have the names that they have in PyTorch's
 * models. Used by one thread.
 */
public final class BertEncoder {
  private static final double EPSILON = 1e-12;
  private static final float MASKED = -10_000;
  private static final List<String> EMBEDDINGS =
      List.of(
          "embeddings.word_embeddings.weight",
          "embeddings.position_embeddings.weight",
          "embeddings.token_type_embeddings.weight",
          "embeddings.LayerNorm.weight",
          "embeddings.LayerNorm.bias");
  private static final List<String> LAYER =
      List.of(
          "attention.self.query.weight",
          "attention.self.query.bias",
          "attention.self.key.weight",
          "attention.self.key.bias",
          "attention.self.value.weight",
          "attention.self.value.bias",
          "attention.output.dense.weight",
          "attention.output.dense.bias",
          "attention.output.LayerNorm.weight",
          "attention.output.LayerNorm.bias",
          "intermediate.dense.weight",
          "intermediate.dense.bias",
          "output.dense.weight",
          "output.dense.bias",
          "output.LayerNorm.weight",
          "output.LayerNorm.bias");

  private final BertShape shape;
  private final Script script;
  private final List<Parameter> embeddings = new ArrayList<>();
  private final List<List<Parameter>> layers = new ArrayList<>();

  /**
   * Creates an encoder with weights.
   *
   * @param owner frees it
   * @throws ai.adjutant.chassis.error.AdjutantException WEIGHTS_OF_ANOTHER_MODEL, WEIGHTS_DAMAGED
   */
  public BertEncoder(NDManager owner, BertShape shape, WeightSource weights, Precision precision) {
    this.shape = shape;
    script = Script.compile(owner, functions(shape, precision));
    for (String name : EMBEDDINGS) {
      embeddings.add(Parameter.read(owner, name, shape.layers() + 1, weights));
    }
    for (int i = 0; i < shape.layers(); i++) {
      List<Parameter> layer = new ArrayList<>();
      for (String name : LAYER) {
        String full = "encoder.layer." + i + "." + name;
        layer.add(Parameter.read(owner, full, shape.layers() - i, weights));
      }
      layers.add(layer);
    }
  }

  private static String functions(BertShape shape, Precision precision) {
    int headWidth = shape.width() / shape.heads();
    return ScriptText.read(
        BertEncoder.class,
        "encoder.torchscript",
        Map.of(
            "HEADS", Integer.toString(shape.heads()),
            "HEAD_WIDTH", Integer.toString(headWidth),
            "WIDTH", Integer.toString(shape.width()),
            "EPSILON", Double.toString(EPSILON),
            "SCALE", Double.toString(1 / Math.sqrt(headWidth)),
            "TYPE", ScriptText.type(precision == Precision.BF16)));
  }

  /** Its parameters, from the embeddings up. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(embeddings);
    layers.forEach(all::addAll);
    return all;
  }

  /** Its size. */
  public BertShape shape() {
    return shape;
  }

  /**
   * The last layer's outputs, in 32-bit floats: [rows, longest row, width].
   *
   * @param scope owns the result
   */
  public NDArray encode(NDManager scope, List<TokenRow> rows) {
    int longest = rows.stream().mapToInt(TokenRow::length).max().orElseThrow();
    if (longest > shape.places()) {
      throw new IllegalArgumentException(
          "a row has " + longest + " tokens, the encoder takes " + shape.places());
    }
    LongBuffer ids = LongBuffer.allocate(rows.size() * longest);
    LongBuffer kinds = LongBuffer.allocate(rows.size() * longest);
    float[] mask = new float[rows.size() * longest];
    for (int i = 0; i < rows.size(); i++) {
      TokenRow row = rows.get(i);
      for (int k = 0; k < longest; k++) {
        boolean there = k < row.length();
        ids.put(there ? row.id(k) : 0);
        kinds.put(there ? row.kind(k) : 0);
        mask[i * longest + k] = there ? 0 : MASKED;
      }
    }
    Shape size = new Shape(rows.size(), longest);
    NDArray x =
        script.call(
            scope,
            "embed",
            arguments(
                List.of(scope.create(ids.flip(), size), scope.create(kinds.flip(), size)),
                embeddings));
    NDArray spread =
        script.call(scope, "spread", AlignedMemory.create(scope, mask, rows.size(), longest));
    for (List<Parameter> layer : layers) {
      x = script.call(scope, "layer", arguments(List.of(x, spread), layer));
    }
    return x;
  }

  private static NDArray[] arguments(List<NDArray> first, List<Parameter> parameters) {
    List<NDArray> all = new ArrayList<>(first);
    parameters.forEach(parameter -> all.add(parameter.array()));
    return all.toArray(NDArray[]::new);
  }
}

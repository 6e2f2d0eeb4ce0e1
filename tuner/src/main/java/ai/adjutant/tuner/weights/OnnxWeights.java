package ai.adjutant.tuner.weights;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.OnnxFile;
import ai.adjutant.onnx.file.OnnxFile.Constant;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Weights of a model that PyTorch exported to ONNX, by the names that they had in PyTorch. An
 * export turns a linear layer's matrix and gives it a number for a name; it gets both back here,
 * the name from the node that multiplies with it: {@code /encoder/layer.0/output/dense/MatMul}
 * takes {@code encoder.layer.0.output.dense.weight}.
 */
public final class OnnxWeights implements WeightSource {
  private static final String PRODUCT = "/MatMul";

  private final Path file;
  private final Map<String, TensorPlace> straight = new TreeMap<>();
  private final Map<String, TensorPlace> turned = new TreeMap<>();

  private OnnxWeights(Path file) {
    this.file = file;
    for (Constant constant : OnnxFile.constants(file)) {
      format(constant.type()).ifPresent(format -> add(constant, format));
    }
  }

  /**
   * Reads what stands in a file.
   *
   * @throws AdjutantException as {@link OnnxFile#scan}
   */
  public static OnnxWeights open(Path file) {
    return new OnnxWeights(file);
  }

  private static Optional<TensorFormat> format(ElementType type) {
    return switch (type) {
      case FLOAT -> Optional.of(TensorFormat.F32);
      case FLOAT16 -> Optional.of(TensorFormat.F16);
      case BFLOAT16 -> Optional.of(TensorFormat.BF16);
      default -> Optional.empty();
    };
  }

  private void add(Constant constant, TensorFormat format) {
    TensorPlace place =
        new TensorPlace(
            constant.name(), constant.dims(), format, constant.file(), constant.start());
    Optional<String> product =
        constant.users().stream().filter(user -> user.endsWith(PRODUCT)).findFirst();
    if (product.isPresent() && constant.dims().size() == 2 && constant.name().contains("::")) {
      String node = product.get();
      String layer = node.substring(0, node.length() - PRODUCT.length());
      turned.put(layer.replaceFirst("^/", "").replace('/', '.') + ".weight", place);
    } else {
      straight.put(constant.name(), place);
    }
  }

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>(straight.keySet());
    names.addAll(turned.keySet());
    return names;
  }

  @Override
  public List<Long> shape(String name) {
    List<Long> shape = new ArrayList<>(find(name).shape());
    return turned.containsKey(name) ? shape.reversed() : shape;
  }

  @Override
  public void read(String name, FloatBuffer into) {
    TensorPlace place = find(name);
    if (!turned.containsKey(name)) {
      place.read(into);
      return;
    }
    FloatBuffer lying = FloatBuffer.allocate(into.remaining());
    place.read(lying);
    int rows = Math.toIntExact(place.shape().get(0));
    int columns = Math.toIntExact(place.shape().get(1));
    for (int i = 0; i < columns; i++) {
      for (int k = 0; k < rows; k++) {
        into.put(lying.get(k * columns + i));
      }
    }
  }

  private TensorPlace find(String name) {
    TensorPlace place = straight.getOrDefault(name, turned.get(name));
    if (place == null) {
      throw new AdjutantException(
          WeightsReason.WEIGHTS_OF_ANOTHER_MODEL,
          file.getFileName() + " has no tensor " + name + "; it belongs to another model");
    }
    return place;
  }
}

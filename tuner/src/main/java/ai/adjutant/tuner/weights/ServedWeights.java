package ai.adjutant.tuner.weights;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.OnnxFile;
import ai.adjutant.onnx.file.OnnxFile.Constant;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The weights of a graph that this program wrote in bytes: each number is a byte times the scale of
 * its row, so that at most half a step of what was trained is lost. Named as in PyTorch's models.
 */
public final class ServedWeights implements WeightSource {
  private static final String WORDS = "embeddings.word_embeddings.weight";
  private static final String TABLE = "words.table";
  private static final float MIDDLE = 128;
  private static final List<String> PARTS = List.of("query", "key", "value");

  private final Path file;
  private final Map<String, TensorPlace> places = new TreeMap<>();
  private final Set<String> names = new TreeSet<>();

  private ServedWeights(Path file) {
    this.file = file;
    for (Constant constant : OnnxFile.constants(file)) {
      format(constant.type())
          .ifPresent(format ->
              places.put(
                  constant.name(),
                  new TensorPlace(
                      constant.name(),
                      constant.dims(),
                      format,
                      constant.file(),
                      constant.start())));
    }
    if (!places.containsKey(TABLE)) {
      throw foreign("no table of words in bytes");
    }
    places.keySet().forEach(this::name);
  }

  /**
   * Reads what stands in a graph.
   *
   * @throws AdjutantException as {@link OnnxFile#scan}; WEIGHTS_OF_ANOTHER_MODEL where this program
   *     did not write it in bytes
   */
  public static ServedWeights open(Path file) {
    return new ServedWeights(file);
  }

  private static Optional<TensorFormat> format(ElementType type) {
    return switch (type) {
      case FLOAT -> Optional.of(TensorFormat.F32);
      case INT8 -> Optional.of(TensorFormat.SIGNED_BYTE);
      case UINT8 -> Optional.of(TensorFormat.UNSIGNED_BYTE);
      default -> Optional.empty();
    };
  }

  private AdjutantException foreign(String what) {
    return new AdjutantException(
        WeightsReason.WEIGHTS_OF_ANOTHER_MODEL,
        file.getFileName() + " has " + what + "; give a graph that './adjutant tune export' wrote");
  }

  private void name(String stored) {
    if (stored.equals(TABLE)) {
      names.add(WORDS);
    } else if (stored.endsWith(".attention.all.bytes")) {
      PARTS.forEach(part -> names.add(self(stored, ".all.bytes", part) + ".weight"));
    } else if (stored.endsWith(".attention.bias")) {
      PARTS.forEach(part -> names.add(self(stored, ".bias", part) + ".bias"));
    } else if (stored.endsWith(".bytes")) {
      names.add(stored.replaceFirst("bytes$", "weight"));
    } else if (stored.matches("(embeddings|encoder|head)\\..*\\.(weight|bias)")) {
      names.add(stored);
    }
  }

  private static String self(String stored, String end, String part) {
    return stored.substring(0, stored.length() - end.length()) + ".self." + part;
  }

  @Override
  public Set<String> names() {
    return names;
  }

  @Override
  public List<Long> shape(String name) {
    Optional<Part> part = part(name);
    List<Long> stored = place(stored(name, part)).shape();
    List<Long> turned = turned(name) ? stored.reversed() : stored;
    if (part.isEmpty()) {
      return turned;
    }
    long rows = turned.getFirst() / PARTS.size();
    return turned.size() == 1 ? List.of(rows) : List.of(rows, turned.get(1));
  }

  /** Of three matrices that stand as one. */
  private record Part(String layer, int number, String kind) {}

  private static Optional<Part> part(String name) {
    for (int i = 0; i < PARTS.size(); i++) {
      String middle = ".attention.self." + PARTS.get(i) + ".";
      int at = name.indexOf(middle);
      if (at >= 0) {
        return Optional.of(
            new Part(name.substring(0, at), i, name.substring(at + middle.length())));
      }
    }
    return Optional.empty();
  }

  private String stored(String name, Optional<Part> part) {
    if (name.equals(WORDS)) {
      return TABLE;
    }
    if (part.isPresent()) {
      boolean matrix = part.get().kind().equals("weight");
      return part.get().layer() + ".attention." + (matrix ? "all.bytes" : "bias");
    }
    String bytes = name.replaceFirst("weight$", "bytes");
    return places.containsKey(bytes) ? bytes : name;
  }

  /** Matrices that are multiplied with stand the other way round. */
  private boolean turned(String name) {
    String stored = stored(name, part(name));
    return stored.endsWith(".bytes") || (stored.startsWith("head.") && stored.endsWith(".weight"));
  }

  private TensorPlace place(String stored) {
    TensorPlace place = places.get(stored);
    if (place == null) {
      throw foreign("no tensor " + stored);
    }
    return place;
  }

  private float[] values(String stored) {
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(place(stored).count()));
    place(stored).read(values);
    return values.array();
  }

  @Override
  public void read(String name, FloatBuffer into) {
    Optional<Part> part = part(name);
    String stored = stored(name, part);
    List<Long> shape = shape(name);
    int rows = Math.toIntExact(shape.getFirst());
    int columns = shape.size() == 1 ? 1 : Math.toIntExact(shape.get(1));
    if (into.remaining() != rows * columns) {
      throw foreign(name + " of shape " + shape + ", and " + into.remaining() + " are wanted");
    }
    float[] values = values(stored);
    int from = part.map(Part::number).orElse(0) * rows;
    if (name.equals(WORDS)) {
      float[] scales = values(TABLE + ".scales");
      for (int i = 0; i < values.length; i++) {
        into.put((values[i] - MIDDLE) * scales[i / columns]);
      }
    } else if (turned(name)) {
      turn(values, scales(stored), from, rows, columns, into);
    } else {
      into.put(values, from * columns, rows * columns);
    }
  }

  private Optional<float[]> scales(String stored) {
    return stored.endsWith(".bytes")
        ? Optional.of(values(stored.replaceFirst("bytes$", "scales")))
        : Optional.empty();
  }

  private static void turn(
      float[] values, Optional<float[]> scales, int from, int rows, int columns, FloatBuffer into) {
    int width = values.length / columns;
    for (int row = from; row < from + rows; row++) {
      float scale = scales.isPresent() ? scales.get()[row] : 1;
      for (int column = 0; column < columns; column++) {
        into.put(values[column * width + row] * scale);
      }
    }
  }
}

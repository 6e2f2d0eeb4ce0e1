package ai.adjutant.onnx.file;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.file.OnnxSummary.QuantizedProduct;
import ai.adjutant.onnx.file.OnnxSummary.WeightBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One reading of a model, by ONNX's field numbers. */
final class ModelScan {
  private static final int DEPTH_MAX = 32;
  private static final int ENTRIES_MAX = 1_000_000;
  private static final long IR_VERSION_MAX = 1_000;

  private final String file;
  private final Map<String, Long> opsets = new HashMap<>();
  private final Set<Operator> operators = new HashSet<>();
  private final Set<QuantizedProduct> quantized = new HashSet<>();
  private final List<TensorPort> inputs = new ArrayList<>();
  private final List<TensorPort> outputs = new ArrayList<>();
  private final Set<String> constants = new HashSet<>();
  private final List<ExternalData> external = new ArrayList<>();
  private final Map<ElementType, WeightBytes> weights = new EnumMap<>(ElementType.class);

  private long irVersion;
  private String producer = "";
  private String producerVersion = "";
  private boolean graphSeen;
  private int depth;

  ModelScan(String file) {
    this.file = file;
  }

  /** Whether the part that was read looks like the beginning of a model. */
  boolean seemsOnnx() {
    return irVersion > 0;
  }

  OnnxSummary read(WireReader in) throws IOException {
    in.file(number -> modelField(in, number));
    if (!graphSeen || irVersion == 0) {
      throw OnnxFile.notOnnx(file, null);
    }
    if (outputs.isEmpty()) {
      throw OnnxFile.refusal(
          FileReason.ONNX_GRAPH_WITHOUT_OUTPUTS,
          file + " holds a graph without outputs; export the model again",
          null);
    }
    inputs.removeIf(input -> constants.contains(input.name()));
    return new OnnxSummary(
        irVersion,
        (producer + " " + producerVersion).strip(),
        opsets,
        operators,
        inputs,
        outputs,
        external,
        weights,
        quantized);
  }

  private void modelField(WireReader in, int number) throws IOException {
    switch (number) {
      case 1 -> {
        irVersion = in.number();
        if (irVersion < 1 || irVersion > IR_VERSION_MAX) {
          throw new WireReader.MalformedException("the format has version " + irVersion);
        }
      }
      case 2 -> producer = in.text();
      case 3 -> producerVersion = in.text();
      case 7 -> {
        graphSeen = true;
        in.message(field -> graphField(in, field, true));
      }
      case 8 -> opset(in);
      case 25 -> in.message(field -> functionField(in, field));
      default -> in.skip();
    }
  }

  private void opset(WireReader in) throws IOException {
    String[] domain = {""};
    long[] version = {0};
    in.message(field -> {
      switch (field) {
        case 1 -> domain[0] = in.text();
        case 2 -> version[0] = in.number();
        default -> in.skip();
      }
    });
    opsets.merge(domain[0].equals("ai.onnx") ? "" : domain[0], version[0], Math::max);
    bounded(opsets.size());
  }

  private void functionField(WireReader in, int number) throws IOException {
    switch (number) {
      case 7 -> node(in);
      case 9 -> opset(in);
      default -> in.skip();
    }
  }

  private void graphField(WireReader in, int number, boolean outermost) throws IOException {
    switch (number) {
      case 1 -> node(in);
      case 5 -> {
        String name = tensor(in);
        if (outermost) {
          constants.add(name);
          bounded(constants.size());
        }
      }
      case 11 -> port(in, outermost ? inputs : null);
      case 12 -> port(in, outermost ? outputs : null);
      case 15 -> in.message(field -> sparseField(in, field));
      default -> in.skip();
    }
  }

  private void sparseField(WireReader in, int number) throws IOException {
    if (number == 1 || number == 2) {
      tensor(in);
    } else {
      in.skip();
    }
  }

  private void port(WireReader in, @Nullable List<TensorPort> ports) throws IOException {
    if (ports == null) {
      in.skip();
      return;
    }
    ports.add(PortScan.read(in));
    bounded(ports.size());
  }

  private void node(WireReader in) throws IOException {
    String[] name = {"", ""};
    Map<String, Long> numbers = new HashMap<>();
    in.message(field -> {
      switch (field) {
        case 4 -> name[1] = in.text();
        case 5 -> attribute(in, numbers);
        case 7 -> name[0] = in.text();
        default -> in.skip();
      }
    });
    operators.add(new Operator(name[0], name[1]));
    bounded(operators.size());
    if (name[1].equals("MatMulNBits")) {
      quantized.add(
          new QuantizedProduct(
              numbers.getOrDefault("bits", 4L),
              numbers.getOrDefault("block_size", 0L),
              numbers.getOrDefault("accuracy_level", 0L)));
      bounded(quantized.size());
    }
  }

  private void attribute(WireReader in, Map<String, Long> numbers) throws IOException {
    String[] name = {""};
    long[] value = new long[1];
    boolean[] isNumber = new boolean[1];
    in.message(field -> {
      switch (field) {
        case 1 -> name[0] = in.text();
        case 3 -> {
          value[0] = in.number();
          isNumber[0] = true;
        }
        case 5, 10 -> tensor(in);
        case 6, 11 -> nestedGraph(in);
        case 22, 23 -> in.message(part -> sparseField(in, part));
        default -> in.skip();
      }
    });
    if (isNumber[0]) {
      numbers.put(name[0], value[0]);
      bounded(numbers.size());
    }
  }

  private void nestedGraph(WireReader in) throws IOException {
    if (++depth > DEPTH_MAX) {
      throw tooLarge("graphs inside one another more than " + DEPTH_MAX + " deep");
    }
    in.message(field -> graphField(in, field, false));
    depth--;
  }

  private String tensor(WireReader in) throws IOException {
    TensorScan tensor = TensorScan.read(in);
    long bytes = tensor.bytes();
    boolean outside = tensor.external();
    if (outside) {
      external.add(tensor.place(file));
      bounded(external.size());
    }
    weights.merge(
        tensor.type(),
        new WeightBytes(outside ? 0 : bytes, outside ? bytes : 0),
        WeightBytes::plus);
    return tensor.name();
  }

  private void bounded(int entries) {
    if (entries > ENTRIES_MAX) {
      throw tooLarge("more than " + ENTRIES_MAX + " entries of one kind");
    }
  }

  private AdjutantException tooLarge(String what) {
    return OnnxFile.refusal(
        FileReason.ONNX_FILE_TOO_LARGE, file + " has " + what + ", which is not read", null);
  }
}

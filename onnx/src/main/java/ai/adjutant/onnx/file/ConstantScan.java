package ai.adjutant.onnx.file;

import ai.adjutant.onnx.file.OnnxFile.Constant;
import ai.adjutant.onnx.file.WireReader.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the constants of a graph and who uses them; values are left out. Used once. */
final class ConstantScan {
  private static final int ENTRIES_MAX = 1_000_000;
  private static final int FLOATS = 4;
  private static final int RAW = 9;
  private static final int EXTERNAL = 1;

  private final Path file;
  private final List<Constant> constants = new ArrayList<>();
  private final Map<String, List<String>> users = new HashMap<>();
  private boolean seemsOnnx;

  ConstantScan(Path file) {
    this.file = file;
  }

  boolean seemsOnnx() {
    return seemsOnnx;
  }

  List<Constant> read(WireReader in) throws IOException {
    in.file(number -> {
      switch (number) {
        case 1 -> seemsOnnx = in.number() > 0;
        case 7 -> in.message(field -> graphField(in, field));
        default -> in.skip();
      }
    });
    return constants.stream().map(this::withUsers).toList();
  }

  private Constant withUsers(Constant constant) {
    return new Constant(
        constant.name(),
        constant.type(),
        constant.dims(),
        users.getOrDefault(constant.name(), List.of()),
        constant.file(),
        constant.start());
  }

  private void graphField(WireReader in, int number) throws IOException {
    switch (number) {
      case 1 -> node(in);
      case 5 -> new Tensor().read(in);
      default -> in.skip();
    }
  }

  private void node(WireReader in) throws IOException {
    List<String> inputs = new ArrayList<>();
    String[] name = {""};
    in.message(field -> {
      switch (field) {
        case 1 -> inputs.add(in.text());
        case 3 -> name[0] = in.text();
        default -> in.skip();
      }
    });
    for (String input : inputs) {
      users.computeIfAbsent(input, unused -> new ArrayList<>()).add(name[0]);
    }
    bounded(users.size());
  }

  private static void bounded(int entries) {
    if (entries > ENTRIES_MAX) {
      throw OnnxFile.refusal(
          FileReason.ONNX_FILE_TOO_LARGE,
          "the model has more than " + ENTRIES_MAX + " tensors, which is not read",
          null);
    }
  }

  /** One tensor while it is read. */
  private final class Tensor {
    private final List<Long> dims = new ArrayList<>();
    private final Map<String, String> place = new HashMap<>();
    private ElementType type = ElementType.OTHER;
    private String name = "";
    private boolean external;
    private @Nullable Region values;

    void read(WireReader in) throws IOException {
      in.message(field -> {
        switch (field) {
          case 1 -> in.numbers(dims::add);
          case 2 -> type = ElementType.of(in.number());
          case FLOATS -> {
            if (in.wireType() == WireReader.BYTES) {
              values = in.region(); // packed 32-bit floats lie as raw ones do
            } else {
              in.skip();
            }
          }
          case 8 -> name = in.text();
          case RAW -> values = in.region();
          case 13 -> entry(in);
          case 14 -> external = in.number() == EXTERNAL;
          default -> in.skip();
        }
      });
      add();
    }

    private void entry(WireReader in) throws IOException {
      String[] entry = {"", ""};
      in.message(field -> {
        switch (field) {
          case 1 -> entry[0] = in.text();
          case 2 -> entry[1] = in.text();
          default -> in.skip();
        }
      });
      place.put(entry[0], entry[1]);
      bounded(place.size());
    }

    private void add() throws IOException {
      Region inline = values;
      if (external) {
        ExternalData lies = TensorScan.place(file.getFileName().toString(), name, place, bytes());
        Path outside = file.toAbsolutePath().resolveSibling(lies.location());
        constants.add(new Constant(name, type, dims, List.of(), outside, lies.offset()));
      } else if (inline != null && inline.length() == bytes()) {
        constants.add(new Constant(name, type, dims, List.of(), file, inline.start()));
      }
      bounded(constants.size());
    }

    private long bytes() throws IOException {
      try {
        return type.bytes(dims.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact));
      } catch (ArithmeticException e) {
        throw new WireReader.MalformedException("tensor " + name + " has shape " + dims);
      }
    }
  }
}

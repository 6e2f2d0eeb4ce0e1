package ai.adjutant.onnx.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one input or output. */
final class PortScan {
  private static final int DIMS_MAX = 64;

  private String name = "";
  private ElementType type = ElementType.OTHER;
  private final List<Dimension> dims = new ArrayList<>();

  private PortScan() {}

  static TensorPort read(WireReader in) throws IOException {
    PortScan scan = new PortScan();
    in.message(field -> {
      switch (field) {
        case 1 -> scan.name = in.text();
        case 2 -> in.message(part -> scan.type(in, part));
        default -> in.skip();
      }
    });
    return new TensorPort(scan.name, scan.type, scan.dims);
  }

  private void type(WireReader in, int number) throws IOException {
    if (number != 1) {
      in.skip();
      return;
    }
    in.message(field -> {
      switch (field) {
        case 1 -> type = ElementType.of(in.number());
        case 2 -> in.message(part -> dimension(in, part));
        default -> in.skip();
      }
    });
  }

  private void dimension(WireReader in, int number) throws IOException {
    if (number != 1) {
      in.skip();
      return;
    }
    Dimension[] dimension = {new Dimension.Unknown()};
    in.message(field -> {
      switch (field) {
        case 1 -> dimension[0] = length(in.number());
        case 2 -> dimension[0] = Dimension.named(in.text());
        default -> in.skip();
      }
    });
    dims.add(dimension[0]);
    if (dims.size() > DIMS_MAX) {
      throw new WireReader.MalformedException(name + " has more than " + DIMS_MAX + " dimensions");
    }
  }

  /** Some exporters write −1 for a length that they do not know. */
  private static Dimension length(long length) {
    return length < 0 ? new Dimension.Unknown() : Dimension.of(length);
  }
}

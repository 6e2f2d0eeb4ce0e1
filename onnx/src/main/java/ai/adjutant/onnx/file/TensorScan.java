package ai.adjutant.onnx.file;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads a constant tensor's name, type, shape and place, and skips its values. */
final class TensorScan {
  private static final int ENTRIES_MAX = 64;
  private static final int EXTERNAL = 1;

  private String name = "";
  private ElementType type = ElementType.OTHER;
  private long elements = 1;
  private boolean external;
  private final Map<String, String> place = new HashMap<>();

  private TensorScan() {}

  static TensorScan read(WireReader in) throws IOException {
    TensorScan scan = new TensorScan();
    in.message(field -> scan.field(in, field));
    return scan;
  }

  private void field(WireReader in, int number) throws IOException {
    switch (number) {
      case 1 -> in.numbers(this::length);
      case 2 -> type = ElementType.of(in.number());
      case 8 -> name = in.text();
      case 13 -> entry(in);
      case 14 -> external = in.number() == EXTERNAL;
      default -> in.skip();
    }
  }

  private void length(long length) throws IOException {
    long most = Long.MAX_VALUE / 1024;
    if (length < 0 || (length > 0 && elements > most / length)) {
      throw new WireReader.MalformedException("a tensor has a dimension of " + length);
    }
    elements *= length;
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
    if (place.size() > ENTRIES_MAX) {
      throw new WireReader.MalformedException("a tensor's place has too many entries");
    }
  }

  String name() {
    return name;
  }

  ElementType type() {
    return type;
  }

  boolean external() {
    return external;
  }

  long bytes() {
    return type.bytes(elements);
  }

  /** Where the values lie, checked; the file's name is for messages. */
  ExternalData place(String file) {
    return place(file, name, place, bytes());
  }

  /**
   * Where a tensor's values lie, checked.
   *
   * @param file its name, for messages
   * @param place entries of the tensor's external data
   * @param bytes that its shape needs
   */
  static ExternalData place(String file, String name, Map<String, String> place, long bytes) {
    String location = place.getOrDefault("location", "");
    if (!inside(location)) {
      throw refused(
          file, "has weights at '" + location + "', which is no path inside the model's folder");
    }
    long offset = number(file, name, place, "offset", 0);
    long length = number(file, name, place, "length", bytes);
    if (length < bytes || offset > Long.MAX_VALUE - length) {
      throw refused(
          file, "gives tensor '" + name + "' " + length + " bytes, its shape needs " + bytes);
    }
    return new ExternalData(location, offset, length);
  }

  /** Backslashes and drive letters count on every platform: models are carried about. */
  private static boolean inside(String location) {
    if (location.isBlank() || location.contains("\\") || location.matches("[A-Za-z]:.*")) {
      return false;
    }
    try {
      Path path = Path.of(location);
      if (path.isAbsolute()) {
        return false;
      }
      for (Path part : path) {
        if (part.toString().equals("..")) {
          return false;
        }
      }
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static long number(
      String file, String name, Map<String, String> place, String key, long otherwise) {
    String value = place.get(key);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below, as a negative number is
    }
    throw refused(file, "gives tensor '" + name + "' the " + key + " '" + value + "'");
  }

  private static RuntimeException refused(String file, String what) {
    return OnnxFile.refusal(
        FileReason.ONNX_EXTERNAL_DATA_REFUSED, file + " " + what + "; export it again", null);
  }
}

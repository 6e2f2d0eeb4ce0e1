package ai.adjutant.inference.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Writes an ONNX graph: the few parts of the format that a test's graph needs, by field number. */
public final class OnnxGraph {
  /** Element type: 32-bit floats. */
  public static final int FLOAT = 1;

  /** Element type: 64-bit integers. */
  public static final int INT64 = 7;

  /** Element type: truth values. */
  public static final int BOOL = 9;

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int ATTRIBUTE_INT = 2;
  private static final int ATTRIBUTE_INTS = 7;

  private final Message graph = new Message();
  private int nodes;

  /** Adds a node with one output; returns its name. */
  public String node(String operator, List<String> inputs, String output) {
    return node(operator, inputs, output, Map.of());
  }

  /** Adds a node whose attributes are integers or lists of integers. */
  public String node(
      String operator, List<String> inputs, String output, Map<String, List<Long>> attributes) {
    Message node = new Message();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(3, "node_" + nodes++).text(4, operator);
    attributes.forEach((name, values) -> node.message(5, attribute(name, values)));
    graph.message(1, node);
    return output;
  }

  /** One value is written as a number, several as a list; lists of one are not needed here. */
  private static Message attribute(String name, List<Long> values) {
    Message attribute = new Message().text(1, name);
    if (values.size() == 1) {
      return attribute.number(3, values.getFirst()).number(20, ATTRIBUTE_INT);
    }
    values.forEach(value -> attribute.number(8, value));
    return attribute.number(20, ATTRIBUTE_INTS);
  }

  /** A constant of integers; of no shape when the shape is empty. */
  public String longs(String name, long[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return constant(name, INT64, raw, shape);
  }

  /** A constant of floats. */
  public String floats(String name, float[] values, long... shape) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return constant(name, FLOAT, raw, shape);
  }

  private String constant(String name, int type, ByteBuffer raw, long... shape) {
    Message tensor = new Message();
    for (long length : shape) {
      tensor.number(1, length);
    }
    tensor.number(2, type).text(8, name).bytes(9, ByteString.copyFrom(raw));
    graph.message(5, tensor);
    return name;
  }

  /** Declares an input; a length is a number or a name where any will do. */
  public void input(String name, int type, Object... shape) {
    graph.message(11, value(name, type, shape));
  }

  /** Declares an output. */
  public void output(String name, int type, Object... shape) {
    graph.message(12, value(name, type, shape));
  }

  private static Message value(String name, int type, Object... shape) {
    Message lengths = new Message();
    for (Object length : shape) {
      Message dimension = new Message();
      switch (length) {
        case Integer fixed -> dimension.number(1, fixed);
        default -> dimension.text(2, length.toString());
      }
      lengths.message(1, dimension);
    }
    Message tensor = new Message().number(1, type).message(2, lengths);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** The whole file. */
  public byte[] model() {
    Message named = graph.text(2, "synthetic");
    return new Message()
        .number(1, IR_VERSION)
        .text(2, "adjutant-tests")
        .message(7, named)
        .message(8, new Message().text(1, "").number(2, OPSET))
        .bytes();
  }

  /** A protobuf message as it grows. */
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private interface Field {
      void write(CodedOutputStream out) throws IOException;
    }

    private Message write(Field field) {
      try {
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        field.write(out);
        out.flush();
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException("memory can be written", e);
      }
    }

    Message number(int field, long value) {
      return write(out -> out.writeInt64(field, value));
    }

    Message text(int field, String value) {
      return write(out -> out.writeString(field, value));
    }

    Message bytes(int field, ByteString value) {
      return write(out -> out.writeBytes(field, value));
    }

    Message message(int field, Message value) {
      return bytes(field, ByteString.copyFrom(value.bytes()));
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}

package ai.adjutant.onnx.file;

/** Parts of a graph as protobuf messages, by ONNX's field numbers. */
final class Wire {
  private static final int KIND_REAL = 1;
  private static final int KIND_WHOLE = 2;
  private static final int KIND_TEXT = 3;
  private static final int KIND_WHOLES = 7;

  private Wire() {}

  static Message node(Node node, String name) {
    Message message = new Message();
    node.inputs().forEach(input -> message.text(1, input));
    node.outputs().forEach(output -> message.text(2, output));
    message.text(3, name).text(4, node.operator().type());
    node.attributes().forEach(attribute -> message.message(5, attribute(attribute)));
    return message.text(7, node.operator().domain());
  }

  private static Message attribute(Attribute attribute) {
    Message message = new Message().text(1, attribute.name());
    return switch (attribute) {
      case Attribute.Whole(_, long value) -> message.number(3, value).number(20, KIND_WHOLE);
      case Attribute.Wholes(_, var values) -> {
        values.forEach(value -> message.number(8, value));
        yield message.number(20, KIND_WHOLES);
      }
      case Attribute.Real(_, float value) -> message.real(2, value).number(20, KIND_REAL);
      case Attribute.Text(_, String value) -> message.text(4, value).number(20, KIND_TEXT);
    };
  }

  static Message port(TensorPort port) {
    Message shape = new Message();
    for (Dimension dimension : port.dims()) {
      Message length = new Message();
      switch (dimension) {
        case Dimension.Fixed(long fixed) -> length.number(1, fixed);
        case Dimension.Named(String name) -> length.text(2, name);
        case Dimension.Unknown() -> {}
      }
      shape.message(1, length);
    }
    Message tensor = new Message().number(1, port.type().code()).message(2, shape);
    return new Message().text(1, port.name()).message(2, new Message().message(1, tensor));
  }

  static Message tensor(String name, ElementType type, long... dims) {
    Message message = new Message();
    for (long dim : dims) {
      message.number(1, dim);
    }
    return message.number(2, type.code()).text(8, name);
  }

  static Message entry(String key, String value) {
    return new Message().text(1, key).text(2, value);
  }
}

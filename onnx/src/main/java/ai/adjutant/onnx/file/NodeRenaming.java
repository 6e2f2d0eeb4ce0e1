package ai.adjutant.onnx.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Gives nodes of a graph to another operator. All else stays byte for byte, and nodes of nested
 * graphs and functions stay too.
 */
public final class NodeRenaming {
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPSET = 8;
  private static final int GRAPH_NODE = 1;
  private static final int NODE_TYPE = 4;
  private static final int NODE_DOMAIN = 7;

  private final Predicate<Node> which;
  private final Operator operator;
  private int renamed;

  private NodeRenaming(Predicate<Node> which, Operator operator) {
    this.which = which;
    this.operator = operator;
  }

  /**
   * Renames nodes.
   *
   * @param model a whole model, that was scanned before
   * @param which nodes to rename; of their attributes lists of floats, tensors and graphs are not
   *     shown
   * @param operator what they become, of version 1 of a domain that the model does not use yet
   * @return the model; empty when no node is meant
   * @throws IOException when it is no model
   */
  public static Optional<byte[]> rename(byte[] model, Predicate<Node> which, Operator operator)
      throws IOException {
    NodeRenaming renaming = new NodeRenaming(which, operator);
    Message changed = new Message();
    Fields fields = new Fields(model);
    while (fields.next()) {
      if (fields.number == MODEL_GRAPH) {
        changed.bytes(MODEL_GRAPH, renaming.graph(fields.bytes()));
      } else {
        changed.raw(fields.whole());
      }
    }
    if (renaming.renamed == 0) {
      return Optional.empty();
    }
    changed.message(MODEL_OPSET, new Message().text(1, operator.domain()).number(2, 1));
    return Optional.of(changed.content());
  }

  private byte[] graph(byte[] graph) throws IOException {
    Message changed = new Message();
    Fields fields = new Fields(graph);
    while (fields.next()) {
      if (fields.number == GRAPH_NODE && which.test(node(fields.bytes()))) {
        changed.bytes(GRAPH_NODE, renamed(fields.bytes()));
        renamed++;
      } else {
        changed.raw(fields.whole());
      }
    }
    return changed.content();
  }

  private byte[] renamed(byte[] node) throws IOException {
    Message changed = new Message();
    Fields fields = new Fields(node);
    while (fields.next()) {
      if (fields.number != NODE_TYPE && fields.number != NODE_DOMAIN) {
        changed.raw(fields.whole());
      }
    }
    return changed.text(NODE_TYPE, operator.type()).text(NODE_DOMAIN, operator.domain()).content();
  }

  private static Node node(byte[] node) throws IOException {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<Attribute> attributes = new ArrayList<>();
    String type = "";
    String domain = "";
    Fields fields = new Fields(node);
    while (fields.next()) {
      switch (fields.number) {
        case 1 -> inputs.add(fields.text());
        case 2 -> outputs.add(fields.text());
        case NODE_TYPE -> type = fields.text();
        case 5 -> attribute(fields.bytes()).ifPresent(attributes::add);
        case NODE_DOMAIN -> domain = fields.text();
        default -> {}
      }
    }
    return new Node(new Operator(domain, type), inputs, outputs, attributes);
  }

  private static Optional<Attribute> attribute(byte[] attribute) throws IOException {
    String name = "";
    Optional<Attribute> read = Optional.empty();
    Fields fields = new Fields(attribute);
    while (fields.next()) {
      switch (fields.number) {
        case 1 -> name = fields.text();
        case 2 -> read = Optional.of(Attribute.of(name, fields.real()));
        case 3 -> read = Optional.of(Attribute.of(name, fields.whole64));
        case 4 -> read = Optional.of(Attribute.of(name, fields.text()));
        case 8 -> read = Optional.of(Attribute.of(name, List.of(fields.whole64)));
        default -> {}
      }
    }
    return read;
  }

  /** The fields of a message that is held whole, one after the other. */
  private static final class Fields {
    private final ByteBuffer message;
    private int start;
    private int valueStart;
    private int wire;

    private int number;
    private long whole64;

    Fields(byte[] message) {
      this.message = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean next() throws IOException {
      if (!message.hasRemaining()) {
        return false;
      }
      start = message.position();
      long tag = varint();
      number = (int) (tag >>> 3);
      wire = (int) (tag & 7);
      valueStart = message.position();
      switch (wire) {
        case WireReader.VARINT -> whole64 = varint();
        case WireReader.FIXED64 -> skip(Long.BYTES);
        case WireReader.FIXED32 -> skip(Integer.BYTES);
        case WireReader.BYTES -> {
          long length = varint();
          valueStart = message.position();
          skip(length);
        }
        default -> throw new IOException("a field of kind " + wire);
      }
      return true;
    }

    private long varint() throws IOException {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE && message.hasRemaining(); shift += 7) {
        byte next = message.get();
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw new IOException("a number that does not end");
    }

    private void skip(long bytes) throws IOException {
      if (bytes < 0 || bytes > message.remaining()) {
        throw new IOException("a field that is longer than its message");
      }
      message.position(message.position() + (int) bytes);
    }

    byte[] whole() {
      return copy(start);
    }

    byte[] bytes() {
      return copy(valueStart);
    }

    private byte[] copy(int from) {
      byte[] copy = new byte[message.position() - from];
      message.get(from, copy);
      return copy;
    }

    String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    float real() throws IOException {
      if (wire != WireReader.FIXED32) {
        throw new IOException("a float of kind " + wire);
      }
      return message.getFloat(valueStart);
    }
  }
}

package ai.adjutant.onnx.file;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes an ONNX graph: small constants in its own file, large ones streamed into {@code
 * <file>_data} beside it, each at a multiple of 4,096 bytes. The graph's own file comes last, so a
 * folder that has it is whole. For one thread.
 */
public final class GraphWriter implements AutoCloseable {
  private static final int ALIGNMENT = 4_096;
  private static final int EXTERNAL = 1;

  /**
   * Head of the file.
   *
   * @param irVersion version of the file format
   * @param producer name of the program that writes
   * @param opsets version of the operator set by domain; ONNX's own domain is empty
   */
  public record Header(long irVersion, String producer, Map<String, Long> opsets) {
    /** Copies the versions. */
    public Header {
      opsets = Map.copyOf(opsets);
    }
  }

  private final Path file;
  private final Path data;
  private final Header header;
  private final Message graph = new Message();
  private final List<ExternalTensor> tensors = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private @Nullable FileChannel channel;
  private long dataEnd;
  private int nodes;
  private boolean finished;

  private GraphWriter(Path file, Header header) {
    this.file = file;
    this.data = file.resolveSibling(file.getFileName() + "_data");
    this.header = header;
  }

  /** Begins a graph; nothing is written before the first external constant. */
  public static GraphWriter create(Path file, Header header) {
    return new GraphWriter(file, header);
  }

  /** Declares what must be fed. */
  public void input(TensorPort port) {
    graph.message(11, Wire.port(port));
  }

  /** Declares what the graph gives. */
  public void output(TensorPort port) {
    graph.message(12, Wire.port(port));
  }

  /** Adds a node after those whose outputs it takes; returns the name of its first output. */
  public String node(Node node) {
    graph.message(1, Wire.node(node, "node_" + nodes++));
    return node.outputs().getFirst();
  }

  /** Adds a constant of 64-bit integers to the graph's own file; no dims make a scalar. */
  public String longs(String name, long[] values, long... dims) {
    ByteBuffer raw = littleEndian(values.length * Long.BYTES);
    raw.asLongBuffer().put(values);
    return inline(name, ElementType.INT64, raw, dims);
  }

  /** Adds a constant of 32-bit floats to the graph's own file; no dims make a scalar. */
  public String floats(String name, float[] values, long... dims) {
    ByteBuffer raw = littleEndian(values.length * Float.BYTES);
    raw.asFloatBuffer().put(values);
    return inline(name, ElementType.FLOAT, raw, dims);
  }

  /** Adds a constant of bytes to the graph's own file. */
  public String bytes(String name, byte[] values, long... dims) {
    return inline(name, ElementType.UINT8, ByteBuffer.wrap(values), dims);
  }

  /** Adds a constant of signed bytes to the graph's own file. */
  public String signedBytes(String name, byte[] values, long... dims) {
    return inline(name, ElementType.INT8, ByteBuffer.wrap(values), dims);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String inline(String name, ElementType type, ByteBuffer raw, long... dims) {
    if (length(type, dims) != raw.remaining()) {
      throw new IllegalArgumentException(name + " has " + raw.remaining() + " bytes for its shape");
    }
    claim(name);
    graph.message(5, Wire.tensor(name, type, dims).bytes(9, raw.array()));
    return name;
  }

  /**
   * Reserves a place in the data file; it must be filled before {@link #finish}.
   *
   * @throws AdjutantException ONNX_FILE_UNWRITABLE
   */
  public ExternalTensor external(String name, ElementType type, long... dims) {
    long length = length(type, dims);
    ExternalTensor tensor = new ExternalTensor(name, type, channel(), dataEnd, length);
    dataEnd = Math.ceilDiv(Math.addExact(dataEnd, length), ALIGNMENT) * ALIGNMENT;
    tensors.add(tensor);
    reference(name, tensor, dims);
    return tensor;
  }

  /** Adds a constant that lies on another one's bytes, seen in another shape. */
  public String sameBytes(String name, ExternalTensor tensor, long... dims) {
    if (length(tensor.type(), dims) != tensor.length()) {
      throw new IllegalArgumentException(name + " is not as long as " + tensor.name());
    }
    reference(name, tensor, dims);
    return name;
  }

  private void reference(String name, ExternalTensor tensor, long... dims) {
    claim(name);
    Message message = Wire.tensor(name, tensor.type(), dims);
    message.message(13, Wire.entry("location", String.valueOf(data.getFileName())));
    message.message(13, Wire.entry("offset", Long.toString(tensor.offset())));
    message.message(13, Wire.entry("length", Long.toString(tensor.length())));
    graph.message(5, message.number(14, EXTERNAL));
  }

  private void claim(String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("there are two constants named " + name);
    }
  }

  private static long length(ElementType type, long... dims) {
    long elements = 1;
    for (long dim : dims) {
      elements = Math.multiplyExact(elements, dim);
    }
    return type.bytes(elements);
  }

  private FileChannel channel() {
    if (channel == null) {
      try {
        channel = FileChannel.open(data, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw unwritable(data.getFileName() + " can't be created", e);
      }
    }
    return channel;
  }

  /**
   * Writes the graph's own file.
   *
   * @throws AdjutantException ONNX_FILE_UNWRITABLE
   * @throws IllegalStateException when an external constant is not complete
   */
  public void finish() {
    tensors.forEach(ExternalTensor::checkComplete);
    Message model = new Message().number(1, header.irVersion()).text(2, header.producer());
    model.message(7, graph.text(2, "graph"));
    new TreeMap<>(header.opsets())
        .forEach((domain, version) ->
            model.message(8, new Message().text(1, domain).number(2, version)));
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      if (channel != null) {
        channel.force(false);
      }
      out.write(model.content());
    } catch (IOException e) {
      throw unwritable(file.getFileName() + " can't be written", e);
    }
    finished = true;
  }

  /** Closes the files; what was begun and not finished is removed. */
  @Override
  public void close() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
      if (!finished) {
        Files.deleteIfExists(data);
      }
    } catch (IOException e) {
      throw unwritable(data.getFileName() + " can't be closed", e);
    }
  }

  static AdjutantException unwritable(String what, IOException cause) {
    return new AdjutantException(
        FileReason.ONNX_FILE_UNWRITABLE,
        what
            + " ("
            + cause.getClass().getSimpleName()
            + "); the folder must exist, be writable, have free space, and not hold a model"
            + " already",
        cause);
  }
}

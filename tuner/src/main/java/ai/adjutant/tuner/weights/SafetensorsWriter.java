package ai.adjutant.tuner.weights;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** Writes safetensors files of 32-bit floats. */
public final class SafetensorsWriter {
  private static final int BUFFER_FLOATS = 1 << 14;
  private static final int ALIGNMENT = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private SafetensorsWriter() {}

  /**
   * A tensor to write.
   *
   * @param values row after row, as many as the shape says
   */
  public record Tensor(String name, List<Long> shape, FloatBuffer values) {
    /** Refuses values that are not as many as the shape says: a bug. */
    public Tensor {
      shape = List.copyOf(shape);
      long count = shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
      if (count != values.remaining()) {
        throw new IllegalArgumentException(
            name + " of shape " + shape + " has " + values.remaining() + " values");
      }
    }
  }

  /**
   * Writes a file whole: either the old or the new content is there, whenever the process dies.
   *
   * @param metadata texts that stand beside the tensors
   * @throws AdjutantException WEIGHTS_UNWRITABLE; what stood there before is untouched
   */
  public static void write(Path file, Map<String, String> metadata, List<Tensor> tensors) {
    Path fresh = file.toAbsolutePath().resolveSibling(file.getFileName() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        write(channel, ByteBuffer.wrap(head(metadata, tensors)));
        for (Tensor tensor : tensors) {
          eachPiece(tensor, bytes -> write(channel, bytes));
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      DurableFiles.syncFolder(fresh.resolveSibling(""));
    } catch (IOException e) {
      throw new AdjutantException(
          WeightsReason.WEIGHTS_UNWRITABLE,
          file
              + " can't be written ("
              + e.getMessage()
              + "); what stood there before is untouched: make space and start again",
          e);
    }
  }

  private static byte[] head(Map<String, String> metadata, List<Tensor> tensors)
      throws IOException {
    CRC32C sum = new CRC32C();
    for (Tensor tensor : tensors) {
      eachPiece(tensor, sum::update);
    }
    ObjectNode head = JSON.createObjectNode();
    ObjectNode beside = head.putObject("__metadata__");
    metadata.forEach(beside::put);
    beside.put(SafetensorsFile.CHECKSUM, Long.toHexString(sum.getValue()));
    long at = 0;
    for (Tensor tensor : tensors) {
      ObjectNode entry = head.putObject(tensor.name());
      entry.put("dtype", "F32");
      tensor.shape().forEach(entry.putArray("shape")::add);
      long end = at + (long) tensor.values().remaining() * Float.BYTES;
      entry.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    byte[] json = JSON.writeValueAsString(head).getBytes(StandardCharsets.UTF_8);
    int padded = Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT;
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(json);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.array();
  }

  private static void eachPiece(Tensor tensor, PieceTaker taker) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(BUFFER_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer values = tensor.values().duplicate();
    int end = values.limit();
    while (values.position() < end) {
      int from = values.position();
      values.limit(Math.min(end, from + BUFFER_FLOATS));
      int count = values.remaining();
      bytes.clear();
      bytes.asFloatBuffer().put(values);
      taker.take(bytes.limit(count * Float.BYTES));
      values.limit(end);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Takes the bytes of a piece of a tensor. */
  private interface PieceTaker {
    void take(ByteBuffer bytes) throws IOException;
  }
}

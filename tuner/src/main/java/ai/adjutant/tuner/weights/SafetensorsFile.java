package ai.adjutant.tuner.weights;

import ai.adjutant.chassis.error.AdjutantException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file: the head is read at once, tensors when they are asked for. Any thread may
 * call.
 */
public final class SafetensorsFile implements WeightSource {
  /** Key of a checksum over all tensors' bytes, which our own writer puts beside the metadata. */
  static final String CHECKSUM = "crc32c";

  private static final int HEAD_BYTES_MAX = 100_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, String> metadata = new TreeMap<>();
  private final Map<String, TensorPlace> tensors = new TreeMap<>();
  private final long dataStart;

  private SafetensorsFile(Path file, JsonNode head, long dataStart, long size) {
    this.file = file;
    this.dataStart = dataStart;
    head.properties()
        .forEach(entry -> {
          if (entry.getKey().equals("__metadata__")) {
            entry
                .getValue()
                .properties()
                .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
          } else {
            tensors.put(entry.getKey(), place(entry.getKey(), entry.getValue(), size));
          }
        });
  }

  /**
   * Reads a file's head.
   *
   * @throws AdjutantException WEIGHTS_UNREADABLE or WEIGHTS_DAMAGED
   */
  public static SafetensorsFile open(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer length = read(channel, 0, Long.BYTES);
      long bytes = length.getLong();
      if (bytes < 2 || bytes > HEAD_BYTES_MAX || bytes > channel.size() - Long.BYTES) {
        throw damaged(file, "its head is said to have " + bytes + " bytes", null);
      }
      JsonNode head = JSON.readTree(read(channel, Long.BYTES, (int) bytes).array());
      return new SafetensorsFile(file, head, Long.BYTES + bytes, channel.size());
    } catch (JsonProcessingException e) {
      throw damaged(file, "its head is no JSON", e);
    } catch (IOException e) {
      throw new AdjutantException(
          WeightsReason.WEIGHTS_UNREADABLE,
          file + " can't be read (" + e.getClass().getSimpleName() + ")",
          e);
    }
  }

  private static ByteBuffer read(FileChannel channel, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new IOException("the file ends at " + channel.size());
      }
    }
    return buffer.flip();
  }

  private static AdjutantException damaged(Path file, String how, @Nullable Throwable cause) {
    return new AdjutantException(
        WeightsReason.WEIGHTS_DAMAGED,
        file.getFileName() + " is no safetensors file, or a damaged one: " + how,
        cause);
  }

  private TensorPlace place(String name, JsonNode entry, long size) {
    String type = entry.path("dtype").asText();
    TensorFormat format =
        TensorFormat.of(type)
            .orElseThrow(() -> damaged(file, name + " is of type '" + type + "'", null));
    List<Long> shape = new ArrayList<>();
    entry.path("shape").forEach(length -> shape.add(length.asLong(-1)));
    long start = entry.path("data_offsets").path(0).asLong(-1);
    long end = entry.path("data_offsets").path(1).asLong(-1);
    if (shape.stream().anyMatch(length -> length < 0)
        || start < 0
        || end < start
        || end > size - dataStart
        || bytes(shape, format) != end - start) {
      throw damaged(file, name + " does not lie where its head says; copy it again", null);
    }
    return new TensorPlace(name, shape, format, file, dataStart + start);
  }

  private static long bytes(List<Long> shape, TensorFormat format) {
    try {
      return shape.stream().mapToLong(Long::longValue).reduce(format.bytes(), Math::multiplyExact);
    } catch (ArithmeticException e) {
      return -1;
    }
  }

  /** What stands beside the tensors. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /**
   * When the file was written last.
   *
   * @throws AdjutantException WEIGHTS_UNREADABLE
   */
  public Instant lastModified() {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new AdjutantException(
          WeightsReason.WEIGHTS_UNREADABLE,
          file + " can't be read (" + e.getClass().getSimpleName() + ")",
          e);
    }
  }

  /**
   * Compares all bytes with the checksum that our writer gave them.
   *
   * @throws AdjutantException WEIGHTS_DAMAGED where they differ or there is no checksum
   */
  public void verify() {
    CRC32C sum = new CRC32C();
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      channel.position(dataStart);
      while (channel.read(buffer) >= 0) {
        sum.update(buffer.flip());
        buffer.clear();
      }
    } catch (IOException e) {
      throw damaged(file, "it can't be read to its end", e);
    }
    if (!Long.toHexString(sum.getValue()).equals(metadata.get(CHECKSUM))) {
      throw damaged(file, "its bytes are not those that were written", null);
    }
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  @Override
  public List<Long> shape(String name) {
    return find(name).shape();
  }

  @Override
  public void read(String name, FloatBuffer into) {
    find(name).read(into);
  }

  private TensorPlace find(String name) {
    TensorPlace place = tensors.get(name);
    if (place == null) {
      throw new AdjutantException(
          WeightsReason.WEIGHTS_OF_ANOTHER_MODEL,
          file.getFileName() + " has no tensor " + name + "; it belongs to another model");
    }
    return place;
  }
}

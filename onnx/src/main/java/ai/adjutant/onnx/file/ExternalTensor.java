package ai.adjutant.onnx.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The place of a tensor in the file beside the graph, filled from its beginning to its end in
 * pieces. Several may be open at once. Not for two threads.
 */
public final class ExternalTensor {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String name;
  private final ElementType type;
  private final FileChannel channel;
  private final long offset;
  private final long length;
  private final ByteBuffer buffer;
  private long written;

  ExternalTensor(String name, ElementType type, FileChannel channel, long offset, long length) {
    this.name = name;
    this.type = type;
    this.channel = channel;
    this.offset = offset;
    this.length = length;
    this.buffer =
        ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, Math.max(length, Double.BYTES)))
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Adds values as they lie in the file, little-endian.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException ONNX_FILE_UNWRITABLE
   */
  public void append(byte[] values, int start, int count) {
    for (int done = 0; done < count; ) {
      int piece = Math.min(buffer.remaining(), count - done);
      buffer.put(values, start + done, piece);
      done += piece;
      filled();
    }
  }

  /**
   * Adds 32-bit floats.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException ONNX_FILE_UNWRITABLE
   */
  public void append(float[] values, int start, int count) {
    if (type != ElementType.FLOAT) {
      throw new IllegalStateException(name + " holds " + type + ", not floats");
    }
    for (int done = 0; done < count; ) {
      int piece = Math.min(buffer.remaining() / Float.BYTES, count - done);
      buffer.asFloatBuffer().put(values, start + done, piece);
      buffer.position(buffer.position() + piece * Float.BYTES);
      done += piece;
      filled();
    }
  }

  private void filled() {
    if (written + buffer.position() > length) {
      throw new IllegalStateException(name + " is given more than its " + length + " bytes");
    }
    if (!buffer.hasRemaining() || written + buffer.position() == length) {
      flush();
    }
  }

  private void flush() {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        written += channel.write(buffer, offset + written);
      }
    } catch (IOException e) {
      throw GraphWriter.unwritable("weights can't be written", e);
    }
    buffer.clear();
  }

  String name() {
    return name;
  }

  ElementType type() {
    return type;
  }

  long offset() {
    return offset;
  }

  long length() {
    return length;
  }

  void checkComplete() {
    if (written != length) {
      throw new IllegalStateException(
          name + " was given " + written + " of its " + length + " bytes");
    }
  }
}

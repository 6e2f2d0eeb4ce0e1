package ai.adjutant.tuner.weights;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a tensor lies in a file.
 *
 * @param start of its bytes in the file
 */
record TensorPlace(String name, List<Long> shape, TensorFormat format, Path file, long start) {
  private static final int BUFFER_BYTES = 1 << 16;

  TensorPlace {
    shape = List.copyOf(shape);
  }

  long count() {
    return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }

  /** Reads it whole; the numbers are finite. */
  void read(FloatBuffer into) {
    if (into.remaining() != count()) {
      throw new AdjutantException(
          WeightsReason.WEIGHTS_OF_ANOTHER_MODEL,
          name + " has shape " + shape + ", and " + into.remaining() + " numbers are wanted");
    }
    int from = into.position();
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      long left = count() * format.bytes();
      for (long at = start; left > 0; ) {
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, left));
        while (buffer.hasRemaining()) {
          if (channel.read(buffer, at + buffer.position()) < 0) {
            throw new EOFException();
          }
        }
        at += buffer.limit();
        left -= buffer.limit();
        format.decode(buffer.flip(), into);
      }
    } catch (IOException e) {
      throw new AdjutantException(
          WeightsReason.WEIGHTS_UNREADABLE,
          name + " can't be read from " + file.getFileName() + "; copy the file again",
          e);
    }
    checkFinite(into, from);
  }

  private void checkFinite(FloatBuffer values, int from) {
    for (int i = from; i < values.position(); i++) {
      if (!Float.isFinite(values.get(i))) {
        throw new AdjutantException(
            WeightsReason.WEIGHTS_DAMAGED,
            name + " in " + file.getFileName() + " holds " + values.get(i) + " at " + (i - from));
      }
    }
  }
}

package ai.adjutant.onnx.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A protobuf message as it grows. Four kinds of fields are all that a graph has; protobuf's own
 * library stays with those who speak gRPC.
 */
final class Message {
  private static final int PAYLOAD_BITS = 7;
  private static final int MORE = 1 << PAYLOAD_BITS;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Message number(int field, long value) {
    return varint((long) field << 3 | WireReader.VARINT).varint(value);
  }

  Message real(int field, float value) {
    varint((long) field << 3 | WireReader.FIXED32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes.write(bits >>> shift);
    }
    return this;
  }

  Message text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Message message(int field, Message value) {
    return bytes(field, value.content());
  }

  Message bytes(int field, byte[] value) {
    varint((long) field << 3 | WireReader.BYTES).varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  /** Adds whole fields as they are. */
  Message raw(byte[] fields) {
    bytes.writeBytes(fields);
    return this;
  }

  byte[] content() {
    return bytes.toByteArray();
  }

  private Message varint(long value) {
    long left = value;
    while ((left & -MORE) != 0) {
      bytes.write((int) (left & (MORE - 1)) | MORE);
      left >>>= PAYLOAD_BITS;
    }
    bytes.write((int) left);
    return this;
  }
}

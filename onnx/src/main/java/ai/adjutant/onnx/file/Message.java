package ai.adjutant.onnx.file;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A protobuf message as it grows. */
final class Message {
  private final ByteString.Output bytes = ByteString.newOutput();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, 256);

  @FunctionalInterface
  private interface Field {
    void write() throws IOException;
  }

  private Message write(Field field) {
    try {
      field.write();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
  }

  Message number(int field, long value) {
    return write(() -> out.writeInt64(field, value));
  }

  Message real(int field, float value) {
    return write(() -> out.writeFloat(field, value));
  }

  Message text(int field, String value) {
    return write(() -> out.writeString(field, value));
  }

  Message bytes(int field, ByteString value) {
    return write(() -> out.writeBytes(field, value));
  }

  Message message(int field, Message value) {
    return bytes(field, value.content());
  }

  ByteString content() {
    write(out::flush);
    return bytes.toByteString();
  }
}

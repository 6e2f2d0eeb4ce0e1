package ai.adjutant.onnx.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * Fields of a protobuf file, one after the other; lengths are 64-bit and what is not wanted is
 * skipped by position, so that weights are never read. (Protobuf's own stream counts in 32 bits and
 * reads what it skips.)
 */
final class WireReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int TEXT_BYTES_MAX = 1 << 16;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private final long size;

  /** Place in the file of the buffer's first byte. */
  private long base;

  private long limit;
  private int tag;

  WireReader(FileChannel channel) throws IOException {
    this.channel = channel;
    size = channel.size();
    limit = size;
  }

  /** A field that lies wrong: this is no protobuf message of the expected kind. */
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /** Reads the fields of a message. */
  @FunctionalInterface
  interface Fields {
    /** Reads or skips the field of this number, whose tag has been read. */
    void field(int number) throws IOException;
  }

  long position() {
    return base + buffer.position();
  }

  /** Reads a message that takes the whole file. */
  void file(Fields fields) throws IOException {
    fields(fields);
  }

  /** Reads a message inside the current field. */
  void message(Fields fields) throws IOException {
    long end = enter();
    long outer = limit;
    limit = end;
    fields(fields);
    limit = outer;
  }

  private void fields(Fields fields) throws IOException {
    while (position() < limit) {
      long read = varint();
      if (read <= 0 || read > 0xFFFF_FFFFL || read >>> 3 == 0) {
        throw new MalformedException("no field has tag " + read);
      }
      tag = (int) read;
      fields.field(tag >>> 3);
    }
  }

  int wireType() {
    return tag & 7;
  }

  /** The number in the current field. */
  long number() throws IOException {
    expect(VARINT);
    return varint();
  }

  /** The numbers in the current field: one, or several packed. */
  void numbers(Numbers numbers) throws IOException {
    if (wireType() == VARINT) {
      numbers.number(varint());
      return;
    }
    long end = enter();
    long outer = limit;
    limit = end;
    while (position() < end) {
      numbers.number(varint());
    }
    limit = outer;
  }

  /** Takes one of several numbers. */
  @FunctionalInterface
  interface Numbers {
    void number(long value) throws IOException;
  }

  String text() throws IOException {
    long end = enter();
    long length = end - position();
    if (length > TEXT_BYTES_MAX) {
      throw new MalformedException("a name has " + length + " bytes");
    }
    byte[] bytes = new byte[(int) length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = read();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Where bytes lie in the file.
   *
   * @param start position of the first
   */
  record Region(long start, long length) {}

  /** Leaves the current field's bytes out, and says where they lie. */
  Region region() throws IOException {
    long end = enter();
    Region region = new Region(position(), end - position());
    seek(end);
    return region;
  }

  /** Leaves the current field out. */
  void skip() throws IOException {
    switch (wireType()) {
      case VARINT -> varint();
      case FIXED64 -> seek(position() + Long.BYTES);
      case BYTES -> seek(enter());
      case FIXED32 -> seek(position() + Integer.BYTES);
      default -> throw new MalformedException("no field has wire type " + wireType());
    }
  }

  void expect(int wireType) throws MalformedException {
    if (wireType() != wireType) {
      throw new MalformedException("field " + (tag >>> 3) + " has wire type " + wireType());
    }
  }

  /** End of the bytes in the current field. */
  private long enter() throws IOException {
    expect(BYTES);
    long length = varint();
    if (length < 0) {
      throw new MalformedException("a field has length " + length);
    }
    return end(position(), length);
  }

  private long end(long start, long length) throws IOException {
    if (length > limit - start) {
      if (limit == size) {
        throw new EOFException();
      }
      throw new MalformedException("a field is longer than what it lies in");
    }
    return start + length;
  }

  private void seek(long target) throws IOException {
    end(position(), target - position());
    long inBuffer = target - base;
    if (inBuffer <= buffer.limit()) {
      buffer.position((int) inBuffer);
    } else {
      base = target;
      buffer.limit(0);
    }
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = read();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number has more than ten bytes");
  }

  private byte read() throws IOException {
    end(position(), 1);
    if (!buffer.hasRemaining()) {
      base = position();
      buffer.clear();
      int got = channel.read(buffer, base);
      buffer.flip();
      if (got <= 0) {
        throw new EOFException();
      }
    }
    return buffer.get();
  }
}

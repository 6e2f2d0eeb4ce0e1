package ai.adjutant.tuner.weights;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;

/** How numbers lie in a file, little-endian. */
enum TensorFormat {
  F32(4) {
    @Override
    void decode(ByteBuffer from, FloatBuffer into) {
      into.put(from.asFloatBuffer());
    }
  },
  F16(2) {
    @Override
    void decode(ByteBuffer from, FloatBuffer into) {
      while (from.hasRemaining()) {
        into.put(Float.float16ToFloat(from.getShort()));
      }
    }
  },
  BF16(2) {
    @Override
    void decode(ByteBuffer from, FloatBuffer into) {
      while (from.hasRemaining()) {
        into.put(Float.intBitsToFloat(from.getShort() << 16));
      }
    }
  },
  /** Of a served graph; no file of weights holds it. */
  SIGNED_BYTE(1) {
    @Override
    void decode(ByteBuffer from, FloatBuffer into) {
      while (from.hasRemaining()) {
        into.put(from.get());
      }
    }
  },
  /** Of a served graph; no file of weights holds it. */
  UNSIGNED_BYTE(1) {
    @Override
    void decode(ByteBuffer from, FloatBuffer into) {
      while (from.hasRemaining()) {
        into.put(Byte.toUnsignedInt(from.get()));
      }
    }
  };

  private final int bytes;

  TensorFormat(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one number. */
  int bytes() {
    return bytes;
  }

  /** Turns all that remains in a little-endian buffer into floats. */
  abstract void decode(ByteBuffer from, FloatBuffer into);

  static Optional<TensorFormat> of(String name) {
    for (TensorFormat format : values()) {
      if (format.name().equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}

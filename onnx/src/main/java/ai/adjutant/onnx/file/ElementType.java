package ai.adjutant.onnx.file;

/** Types of a tensor's elements, with ONNX's codes. */
public enum ElementType {
  /** A type that this enum does not know, or a value that is no tensor. */
  OTHER(0, 0),
  /** 32-bit floats. */
  FLOAT(1, 32),
  /** Bytes from 0; also the container of packed 2-, 4- and 8-bit weights. */
  UINT8(2, 8),
  /** Signed bytes. */
  INT8(3, 8),
  /** Unsigned 16-bit integers. */
  UINT16(4, 16),
  /** Signed 16-bit integers. */
  INT16(5, 16),
  /** Signed 32-bit integers. */
  INT32(6, 32),
  /** Signed 64-bit integers. */
  INT64(7, 64),
  /** Texts; their bytes are not counted. */
  STRING(8, 0),
  /** Truth values. */
  BOOL(9, 8),
  /** IEEE 16-bit floats. */
  FLOAT16(10, 16),
  /** 64-bit floats. */
  DOUBLE(11, 64),
  /** Unsigned 32-bit integers. */
  UINT32(12, 32),
  /** Unsigned 64-bit integers. */
  UINT64(13, 64),
  /** Pairs of 32-bit floats. */
  COMPLEX64(14, 64),
  /** Pairs of 64-bit floats. */
  COMPLEX128(15, 128),
  /** 16-bit floats with the exponent of 32-bit ones. */
  BFLOAT16(16, 16),
  /** 8-bit floats, 4 bits of exponent, no infinities. */
  FLOAT8E4M3FN(17, 8),
  /** 8-bit floats, 4 bits of exponent, no infinities, one zero. */
  FLOAT8E4M3FNUZ(18, 8),
  /** 8-bit floats, 5 bits of exponent. */
  FLOAT8E5M2(19, 8),
  /** 8-bit floats, 5 bits of exponent, no infinities, one zero. */
  FLOAT8E5M2FNUZ(20, 8),
  /** Unsigned 4-bit integers, two in a byte. */
  UINT4(21, 4),
  /** Signed 4-bit integers, two in a byte. */
  INT4(22, 4),
  /** 4-bit floats, two in a byte. */
  FLOAT4E2M1(23, 4),
  /** 8-bit exponents. */
  FLOAT8E8M0(24, 8),
  /** Unsigned 2-bit integers, four in a byte. */
  UINT2(25, 2),
  /** Signed 2-bit integers, four in a byte. */
  INT2(26, 2);

  private final int code;
  private final int bits;

  ElementType(int code, int bits) {
    this.code = code;
    this.bits = bits;
  }

  /** ONNX's number for the type. */
  public int code() {
    return code;
  }

  /** Bits of one element; 0 where elements have no fixed length. */
  public int bits() {
    return bits;
  }

  /** Bytes that so many elements take; the last byte may be filled in part. */
  public long bytes(long elements) {
    return Math.ceilDiv(Math.multiplyExact(elements, (long) bits), 8);
  }

  /** The type of a code; OTHER for a code that is not known. */
  public static ElementType of(long code) {
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return OTHER;
  }
}

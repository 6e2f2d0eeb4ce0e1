package ai.adjutant.onnx.file;

/**
 * Where a tensor's values lie outside the graph's file.
 *
 * @param location path of the file, relative to the folder of the graph's file and inside it
 * @param offset first byte
 * @param length bytes
 */
public record ExternalData(String location, long offset, long length) {
  /** Bytes that the file must have at least. */
  public long end() {
    return Math.addExact(offset, length);
  }
}

package ai.adjutant.onnx.file;

import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;

/** Why an ONNX file can't be read, used or written. */
public enum FileReason implements Reason {
  /** There is no such file, or it can't be read. */
  ONNX_FILE_UNREADABLE(Kind.FAILED_PRECONDITION),
  /** The file is something else, or damaged. */
  ONNX_FILE_NOT_ONNX(Kind.FAILED_PRECONDITION),
  /** The file begins as ONNX and ends too early. */
  ONNX_FILE_TRUNCATED(Kind.FAILED_PRECONDITION),
  /** The file has more of something than is read: nested graphs, operators, names. */
  ONNX_FILE_TOO_LARGE(Kind.RESOURCE_EXHAUSTED),
  /** The graph gives nothing back. */
  ONNX_GRAPH_WITHOUT_OUTPUTS(Kind.FAILED_PRECONDITION),
  /** External data lies outside the model's folder, or its place is no number. */
  ONNX_EXTERNAL_DATA_REFUSED(Kind.FAILED_PRECONDITION),
  /** A file with external data is not there. */
  ONNX_EXTERNAL_DATA_MISSING(Kind.FAILED_PRECONDITION),
  /** A file with external data is shorter than the graph says. */
  ONNX_EXTERNAL_DATA_SHORT(Kind.FAILED_PRECONDITION),
  /** A model can't be written where it should be. */
  ONNX_FILE_UNWRITABLE(Kind.FAILED_PRECONDITION);

  private final Kind kind;

  FileReason(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}

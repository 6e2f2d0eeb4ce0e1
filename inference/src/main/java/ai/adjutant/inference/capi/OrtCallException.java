package ai.adjutant.inference.capi;

/** A call of the C interface that ONNX Runtime refused, with its own code and message. */
public final class OrtCallException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;

  OrtCallException(int code, String message) {
    super("ONNX Runtime refused a call (code " + code + "): " + message);
    this.code = code;
  }

  /** The C interface's {@code OrtErrorCode}. */
  public int code() {
    return code;
  }
}

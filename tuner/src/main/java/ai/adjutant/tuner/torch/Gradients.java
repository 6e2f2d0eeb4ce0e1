package ai.adjutant.tuner.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Gradients of arrays that ask for them. DJL's own collector allows one thread of a process to
 * collect; PyTorch has no such limit.
 */
public final class Gradients {
  private Gradients() {}

  /** Adds a loss's derivatives to the gradients of all arrays that it was computed from. */
  public static void backward(NDArray loss) {
    NDArray one = loss.getManager().ones(loss.getShape(), loss.getDataType());
    JniUtils.backward((PtNDArray) loss, (PtNDArray) one, false, false);
  }

  /** Computes something on this thread of which no gradient will be taken. */
  public static <R> R without(Supplier<R> work) {
    JniUtils.setGradMode(false);
    try {
      return work.get();
    } finally {
      JniUtils.setGradMode(true);
    }
  }

  /**
   * Shows an array's gradient to a reader, which must not keep it.
   *
   * @return false where there is none: no loss depended on the array
   */
  public static boolean read(NDArray array, Consumer<FloatBuffer> reader) {
    try (PtNDArray gradient = JniUtils.getGradient((PtNDArray) array)) {
      if (gradient == null) {
        return false;
      }
      reader.accept(gradient.toByteBuffer(true).asFloatBuffer());
      return true;
    }
  }

  /** Sets an array's gradient to zero. */
  public static void clear(NDArray array) {
    JniUtils.zeroGrad((PtNDArray) array);
  }
}

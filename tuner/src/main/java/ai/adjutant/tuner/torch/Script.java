package ai.adjutant.tuner.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Functions in TorchScript. They reach all of PyTorch's operators, with types that DJL has no name
 * for, and take one call from Java where single operators would take dozens. Gradients flow through
 * them. A script belongs to one thread.
 */
public final class Script {
  private static final String METHOD = "module_method:";

  private final PtSymbolBlock block;

  private Script(PtSymbolBlock block) {
    this.block = block;
  }

  /**
   * Compiles functions.
   *
   * @param owner frees them
   * @param functions methods of a class named {@code __torch__.Functions}, indented by two blanks,
   *     each of tensors and of one tensor
   */
  public static Script compile(NDManager owner, String functions) {
    try {
      return new Script(
          JniUtils.loadModule(
              (PtNDManager) owner,
              new ByteArrayInputStream(ScriptArchive.of(functions)),
              false,
              false));
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be read", e);
    }
  }

  /**
   * Calls a function.
   *
   * @param scope owns the result
   * @param function its name
   * @param arguments its tensors, in order
   */
  public NDArray call(NDManager scope, String function, NDArray... arguments) {
    try (NDManager own = scope.newSubManager()) {
      // The first argument's owner becomes the result's, and parameters outlive a step by far.
      NDArray name = own.create(0);
      name.setName(METHOD + function);
      NDList inputs = new NDList(name);
      inputs.addAll(new NDList(arguments));
      NDArray result = IValueUtils.forward(block, inputs, true).singletonOrThrow();
      result.attach(scope);
      return result;
    }
  }
}

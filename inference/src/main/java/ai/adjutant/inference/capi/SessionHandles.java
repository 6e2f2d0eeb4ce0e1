package ai.adjutant.inference.capi;

import ai.onnxruntime.OrtSession.SessionOptions;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;

/** Finds the native object behind one of the Java binding's. */
@FunctionalInterface
public interface SessionHandles {
  /**
   * Reads the binding's own field, since it has no method for what is done with the address.
   *
   * <p>To be replaced once the binding registers custom operators that are not in a library of
   * their own.
   */
  SessionHandles REFLECTED =
      options -> {
        try {
          Field handle = SessionOptions.class.getDeclaredField("nativeHandle");
          handle.setAccessible(true);
          return handle.getLong(options);
        } catch (InaccessibleObjectException e) {
          throw new IllegalAccessException(String.valueOf(e.getMessage()));
        }
      };

  /**
   * Address of the native session options.
   *
   * @throws ReflectiveOperationException when another release of the binding keeps it elsewhere
   */
  long of(SessionOptions options) throws ReflectiveOperationException;
}

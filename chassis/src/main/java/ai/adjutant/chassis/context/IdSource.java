package ai.adjutant.chassis.context;

/** Makes identifiers that never come twice. Any thread may call. */
public interface IdSource {
  /**
   * Makes a new identifier.
   *
   * @param bytes its length in bytes, 4 to 32
   * @return two lower-case hexadecimal digits a byte, not all of them zero
   */
  String next(int bytes);
}

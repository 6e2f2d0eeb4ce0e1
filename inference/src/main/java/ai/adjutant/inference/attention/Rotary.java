package ai.adjutant.inference.attention;

import jdk.incubator.vector.FloatVector;

/**
 * Rotary position embedding (Su et al. 2021, RoFormer): pairs of a head's first {@code 2 · half}
 * floats are rotated by angles that grow with the position; the rest stays.
 *
 * @param positions that the tables have
 * @param half pairs; 0 rotates nothing
 * @param cosines address of {@code [positions, half]}
 * @param sines likewise
 * @param interleaved whether neighbours make a pair, or the first half's with the second's
 */
public record Rotary(int positions, int half, long cosines, long sines, boolean interleaved) {
  /** Rotates nothing. */
  public static final Rotary NONE = new Rotary(Integer.MAX_VALUE, 0, 0, 0, false);

  /** Rotates a head, and writes it to another address. */
  void rotate(long from, int length, int position, long to) {
    long row = (long) position * half * Float.BYTES;
    Memory.copyFloats(
        from + 2L * half * Float.BYTES, to + 2L * half * Float.BYTES, length - 2L * half);
    int i = 0;
    if (!interleaved) {
      for (; i + Lanes.WIDTH <= half; i += Lanes.WIDTH) {
        eight(from, row, to, i);
      }
    }
    for (; i < half; i++) {
      int one = interleaved ? 2 * i : i;
      int other = interleaved ? 2 * i + 1 : i + half;
      float a = Memory.real(from + (long) one * Float.BYTES);
      float b = Memory.real(from + (long) other * Float.BYTES);
      float cosine = Memory.real(cosines + row + (long) i * Float.BYTES);
      float sine = Memory.real(sines + row + (long) i * Float.BYTES);
      Memory.real(to + (long) one * Float.BYTES, a * cosine - b * sine);
      Memory.real(to + (long) other * Float.BYTES, b * cosine + a * sine);
    }
  }

  private void eight(long from, long row, long to, int i) {
    long first = (long) i * Float.BYTES;
    long second = (long) (i + half) * Float.BYTES;
    FloatVector a = Memory.floats(from + first);
    FloatVector b = Memory.floats(from + second);
    FloatVector cosine = Memory.floats(cosines + row + first);
    FloatVector sine = Memory.floats(sines + row + first);
    Memory.store(a.mul(cosine).sub(b.mul(sine)), to + first);
    Memory.store(b.mul(cosine).add(a.mul(sine)), to + second);
  }
}

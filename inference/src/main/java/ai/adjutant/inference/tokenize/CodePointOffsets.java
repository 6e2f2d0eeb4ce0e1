package ai.adjutant.inference.tokenize;

/**
 * Turns offsets in code points, as the native tokenizer counts, into offsets in {@code char}s, as
 * Java does. They differ behind characters beyond U+FFFF, such as emoji.
 */
final class CodePointOffsets {
  /** By the number of code points before; empty where both counts are the same. */
  private final int[] offsets;

  private final int length;

  CodePointOffsets(String text) {
    length = text.length();
    int codePoints = text.codePointCount(0, length);
    offsets = new int[codePoints == length ? 0 : codePoints + 1];
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = text.offsetByCodePoints(offsets[i - 1], 1);
    }
  }

  /** The offset in {@code char}s, never beyond the text. */
  int chars(int codePoints) {
    return offsets.length == 0
        ? Math.min(codePoints, length)
        : offsets[Math.min(codePoints, offsets.length - 1)];
  }
}

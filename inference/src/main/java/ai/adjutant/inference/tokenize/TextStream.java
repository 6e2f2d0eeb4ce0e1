package ai.adjutant.inference.tokenize;

import java.util.Arrays;

/**
 * Text of tokens that come one by one. A character whose bytes lie in several tokens appears with
 * its last one, never in part; one that is never finished never appears. One owner.
 */
public final class TextStream {
  /** Tokens kept before new ones, since a token's text may depend on those before it. */
  private static final int CONTEXT = 4;

  /** Tokens after which the window is cut back to its context, where that is possible. */
  private static final int WINDOW = 32;

  /** Tokens after which it is cut back in any case. */
  private static final int WINDOW_MAX = 256;

  /** Most bytes, hence tokens, of one character. */
  private static final int CHARACTER_BYTES_MAX = 4;

  private final Tokenizer tokenizer;
  private final long[] window = new long[WINDOW_MAX];
  private int size;
  private int emitted;
  private int stalled;

  /** The stream at its beginning. */
  public TextStream(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Takes the next token; returns the text that is whole with it, maybe none. */
  public String add(long id) {
    window[size++] = id;
    String text = decode(0);
    int whole = whole(text);
    String fresh = whole > emitted ? text.substring(emitted, whole) : "";
    emitted = Math.max(emitted, whole);
    if (size == WINDOW_MAX || (size >= WINDOW && whole == text.length())) {
      cutBack();
    }
    return fresh;
  }

  private void cutBack() {
    // The window must not begin within a character: some decoders then give up the whole run.
    for (int context = CONTEXT; context <= 2 * CONTEXT; context++) {
      String text = decode(size - context);
      if (text.indexOf('\uFFFD') < 0) {
        keepLast(context, text);
        return;
      }
    }
    if (size == WINDOW_MAX) {
      keepLast(CONTEXT, decode(size - CONTEXT));
    }
  }

  private void keepLast(int context, String text) {
    System.arraycopy(window, size - context, window, 0, context);
    size = context;
    emitted = text.length();
  }

  private String decode(int from) {
    return tokenizer.decode(Arrays.copyOfRange(window, from, size), false);
  }

  /**
   * Length of the text without what may still change: the replacement characters at its end. Some
   * decoders turn a whole run of bytes into them until its last character is whole, so all wait;
   * but no longer than a character can take, since bytes may be no character at all.
   */
  private int whole(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\uFFFD') {
      end--;
    }
    if (end == text.length() || end > emitted) {
      stalled = 0;
      return end;
    }
    stalled++;
    return stalled < CHARACTER_BYTES_MAX
        ? end
        : Math.max(end, text.length() - CHARACTER_BYTES_MAX + 1);
  }
}

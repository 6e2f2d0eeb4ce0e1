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

  /** U+FFFD that stand for the begun bytes of one character, at most. */
  private static final int BEGUN_MAX = 3;

  private final Tokenizer tokenizer;
  private final long[] window = new long[WINDOW_MAX];
  private int size;
  private int emitted;

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
    return tokenizer.decode(Arrays.copyOfRange(window, from, size));
  }

  /** Length of the text without the replacement characters at its end that may still change. */
  private static int whole(String text) {
    int end = text.length();
    while (end > 0 && text.length() - end < BEGUN_MAX && text.charAt(end - 1) == '\uFFFD') {
      end--;
    }
    return end;
  }
}

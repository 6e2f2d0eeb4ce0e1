package ai.adjutant.inference.read;

import ai.adjutant.inference.encoder.TokenRow;
import ai.adjutant.inference.tokenize.PairTokens;
import ai.adjutant.inference.tokenize.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The windows in which a passage is read: one where text and passage fit into a row, else such that
 * each begins half a window behind the one before.
 *
 * @param windows in order, at least one
 * @param truncated whether the text was cut, or the end of the passage is in none of them
 */
record PassageWindows(List<Window> windows, boolean truncated) {
  /** Windows of one passage: some twenty-five thousand characters at 384 tokens a window. */
  static final int COUNT_MAX = 32;

  /**
   * Characters of a text that are tokenised: five times what the windows hold of common prose, so
   * that a passage of any length costs a bounded time.
   */
  static final int CHARACTERS_MAX = 131_072;

  /** Copies the windows. */
  PassageWindows {
    windows = List.copyOf(windows);
  }

  /**
   * Cuts a passage.
   *
   * @param length of a row, in tokens
   */
  static PassageWindows of(PassagePair pair, Tokenizer tokenizer, int length) {
    String text = beginning(pair.text());
    String passage = beginning(pair.passage());
    PairTokens tokens = tokenizer.encodePair(text, passage);
    int ofText = count(tokens, 0);
    int ofPassage = count(tokens, 1);
    int space = Math.max(2, length - (tokens.length() - ofText - ofPassage));
    int textKept = Math.min(ofText, Math.max(space / 2, space - ofPassage));
    int size = space - textKept;
    int step = Math.max(1, size / 2);
    List<Window> windows = new ArrayList<>();
    int reached = 0;
    while (windows.isEmpty() || (reached < ofPassage && windows.size() < COUNT_MAX)) {
      // The last one is as long as the others: more around an answer reads better than less.
      int from = Math.max(0, Math.min(windows.size() * step, ofPassage - size));
      reached = Math.min(from + size, ofPassage);
      windows.add(window(tokens, textKept, from, reached));
    }
    boolean cut =
        textKept < ofText
            || reached < ofPassage
            || text.length() < pair.text().length()
            || passage.length() < pair.passage().length();
    return new PassageWindows(windows, cut);
  }

  private static String beginning(String text) {
    if (text.length() <= CHARACTERS_MAX) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(CHARACTERS_MAX - 1));
    return text.substring(0, splits ? CHARACTERS_MAX - 1 : CHARACTERS_MAX);
  }

  private static int count(PairTokens tokens, int part) {
    return (int) IntStream.range(0, tokens.length()).filter(i -> tokens.part(i) == part).count();
  }

  private static Window window(PairTokens tokens, int textKept, int from, int to) {
    TokenRow row = TokenRow.window(tokens, textKept, from, to);
    int[] starts = new int[row.length()];
    int[] ends = new int[row.length()];
    Arrays.fill(starts, -1);
    Arrays.fill(ends, -1);
    for (int place = 0; place < row.length(); place++) {
      int token = row.source(place);
      if (tokens.part(token) == 1) {
        starts[place] = tokens.start(token);
        ends[place] = tokens.end(token);
      }
    }
    return new Window(row, starts, ends);
  }
}

package ai.adjutant.inference.tokenize;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The texts that are read as one special token wherever they stand. Finding them takes a time that
 * grows with the text and hardly with their number: a tokenizer may bring a hundred thousand.
 */
final class SpecialTokens {
  private final List<String> sorted;

  SpecialTokens(Collection<String> tokens) {
    sorted = List.copyOf(new TreeSet<>(tokens));
  }

  /** Puts a space behind the first character of each special token in the text. */
  String broken(String text) {
    StringBuilder result = new StringBuilder(text.length() + 16);
    int at = 0;
    while (at < text.length()) {
      int length = longestAt(text, at);
      int whole = Character.charCount(text.codePointAt(at));
      result.append(text, at, at + whole);
      if (length > 0) {
        result.append(' ').append(text, at + whole, at + length);
      }
      at += Math.max(whole, length);
    }
    return result.toString();
  }

  /** Length of the longest special token that begins here; 0 when none does. */
  private int longestAt(String text, int at) {
    int low = 0;
    int high = sorted.size();
    int found = 0;
    for (int depth = 0; at + depth < text.length() && low < high; depth++) {
      char wanted = text.charAt(at + depth);
      low = bound(low, high, depth, wanted);
      high = bound(low, high, depth, wanted + 1);
      if (low < high && sorted.get(low).length() == depth + 1) {
        found = depth + 1;
        low++;
      }
    }
    return found;
  }

  /** The first of a range of tokens that agree before this place and are not below it there. */
  private int bound(int from, int to, int depth, int least) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).charAt(depth) < least) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

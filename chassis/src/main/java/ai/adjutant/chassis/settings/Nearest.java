package ai.adjutant.chassis.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one was likely meant to be. */
final class Nearest {
  private static final int LENGTH_MAX = 200;

  private Nearest() {}

  /** The nearest of the known names, where one is near enough to be meant. */
  static Optional<String> of(String unknown, Collection<String> known) {
    if (unknown.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    String best = "";
    int least = Math.max(2, unknown.length() / 3) + 1;
    for (String name : known) {
      // without its group, or in the wrong one
      String last = last(name);
      int groupWrong = name.equals(last) ? Integer.MAX_VALUE : distance(last(unknown), last) + 2;
      int distance = Math.min(distance(unknown, name), groupWrong);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Letters to insert, remove, replace or swap with their neighbour; case and _ don't count. */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT).replace('_', '-');
    String b = right.toLowerCase(Locale.ROOT).replace('_', '-');
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[a.length()][b.length()];
  }
}

package ai.adjutant.retriever.service;

import ai.adjutant.chassis.error.AdjutantException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Page sizes and tokens; a token holds what the page before ended with. */
final class Pages {
  private static final int SIZE_DEFAULT = 100;
  private static final int SIZE_MAX = 1_000;
  private static final String MARK = "after:";

  private Pages() {}

  static int size(int asked) {
    if (asked < 0) {
      throw new AdjutantException(
          RequestReason.BAD_PAGE_SIZE,
          "page_size is " + asked + "; give 0 for the default, or 1 to " + SIZE_MAX);
    }
    return asked == 0 ? SIZE_DEFAULT : Math.min(asked, SIZE_MAX);
  }

  static String token(String last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((MARK + last).getBytes(StandardCharsets.UTF_8));
  }

  /** What the page before ended with; empty for the first page. */
  static String last(String token) {
    if (token.isEmpty()) {
      return "";
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith(MARK)) {
        return text.substring(MARK.length());
      }
    } catch (IllegalArgumentException e) {
      throw badToken();
    }
    throw badToken();
  }

  /** What the page before ended with, where that is a number. */
  static int number(String last) {
    try {
      return Integer.parseInt(last);
    } catch (NumberFormatException e) {
      throw badToken();
    }
  }

  private static AdjutantException badToken() {
    return new AdjutantException(
        RequestReason.BAD_PAGE_TOKEN,
        "the page token was not given by this service; leave it empty to start anew");
  }
}

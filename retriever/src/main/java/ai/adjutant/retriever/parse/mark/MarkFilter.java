package ai.adjutant.retriever.parse.mark;

import org.jspecify.annotations.Nullable;

/** Tells the marks within characters from the characters themselves. For one thread. */
public final class MarkFilter {
  private final Taker taker;
  private @Nullable StringBuilder remark;

  /** Creates a filter that passes on to this taker. */
  public MarkFilter(Taker taker) {
    this.taker = taker;
  }

  /** Takes what comes, in order. */
  public interface Taker {
    /** Characters without marks; at least one. */
    void plain(char[] chars, int start, int length);

    void mark(Mark mark);
  }

  /** Passes characters on; a mark may begin in one call and end in another. */
  public void characters(char[] chars, int start, int length) {
    int from = start;
    for (int i = start; i < start + length; i++) {
      if (chars[i] == Mark.OPEN || remark != null) {
        plain(chars, from, i);
        remark(chars[i]);
        from = i + 1;
      }
    }
    plain(chars, from, start + length);
  }

  private void plain(char[] chars, int from, int to) {
    if (to > from) {
      taker.plain(chars, from, to - from);
    }
  }

  /** Part of a mark: an unfinished or overlong one is dropped. */
  private void remark(char c) {
    if (c == Mark.OPEN) {
      remark = new StringBuilder();
    } else if (remark != null && c == Mark.CLOSE) {
      String body = remark.toString();
      remark = null;
      Mark.decoded(body).ifPresent(taker::mark);
    } else if (remark != null && remark.length() < Mark.CHARACTERS_MAX) {
      remark.append(c);
    } else {
      remark = null;
    }
  }
}

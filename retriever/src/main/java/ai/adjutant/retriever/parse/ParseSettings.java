package ai.adjutant.retriever.parse;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Bounds of reading.
 *
 * @param work folder for temporary files; made when it is missing
 * @param children child JVMs at the same time, 1..16
 * @param childHeapMegabytes heap of each child, at least 64
 * @param timeout time for one document in a child
 * @param textCharactersMax longest text of one document, UTF-16 code units; a longer one is refused
 */
public record ParseSettings(
    Path work, int children, int childHeapMegabytes, Duration timeout, int textCharactersMax) {
  /** Checks the ranges and makes the folder's path absolute. */
  public ParseSettings {
    work = work.toAbsolutePath();
    if (children < 1 || children > 16) {
      throw new IllegalArgumentException("children must be 1..16, not " + children);
    }
    if (childHeapMegabytes < 64) {
      throw new IllegalArgumentException("a child needs 64 MB of heap, not " + childHeapMegabytes);
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, not " + timeout);
    }
    if (textCharactersMax < 1) {
      throw new IllegalArgumentException("textCharactersMax must be positive");
    }
  }

  /** Children of 300 MB, a minute a document, eight million characters. */
  public static ParseSettings defaults(Path work, int children) {
    return new ParseSettings(work, children, 300, Duration.ofSeconds(60), 8_000_000);
  }
}

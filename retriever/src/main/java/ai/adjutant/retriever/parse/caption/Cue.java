package ai.adjutant.retriever.parse.caption;

import java.util.List;

/**
 * Describes what a caption shows at once.
 *
 * @param startMillis when it appears, in milliseconds from the start of the recording
 * @param endMillis when it disappears; not before its start
 * @param lines as written, with their tags
 */
record Cue(long startMillis, long endMillis, List<String> lines) {
  /** Copies the lines. */
  Cue {
    lines = List.copyOf(lines);
  }
}

package ai.adjutant.retriever.chunk;

import java.util.List;

/** Joins what both legs see of a chunk: where it stands, then what it says. */
public final class SearchText {
  private SearchText() {}

  /**
   * Returns {@code title NEWLINE heading > heading NEWLINE text}; a title that is the first heading
   * once.
   */
  public static String of(String title, Chunk chunk, String text) {
    List<String> path = chunk.headingPath();
    if (!path.isEmpty() && path.getFirst().equals(title)) {
      path = path.subList(1, path.size());
    }
    StringBuilder joined = new StringBuilder();
    if (!title.isBlank()) {
      joined.append(title).append('\n');
    }
    if (!path.isEmpty()) {
      joined.append(String.join(" > ", path)).append('\n');
    }
    return joined.append(text).toString();
  }
}

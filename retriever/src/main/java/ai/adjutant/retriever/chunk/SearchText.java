package ai.adjutant.retriever.chunk;

import java.util.List;

/** What is searched and read of a chunk: where it stands, then what it says. */
public final class SearchText {
  private SearchText() {}

  /** Returns {@link #place} and the chunk's text. */
  public static String of(String title, Chunk chunk, String text) {
    return place(title, chunk) + text;
  }

  /**
   * Returns {@code title NEWLINE heading > heading NEWLINE}; a title that is the first heading
   * once, and nothing for what is missing.
   */
  public static String place(String title, Chunk chunk) {
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
    return joined.toString();
  }
}

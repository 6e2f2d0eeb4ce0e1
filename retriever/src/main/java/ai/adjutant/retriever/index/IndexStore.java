package ai.adjutant.retriever.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens indexes, each in a folder of its own. Any thread may call. */
public interface IndexStore {
  /**
   * Returns the languages, ISO 639, whose words it reduces to stems, in order; others are read as
   * written.
   */
  List<String> languages();

  /** Returns true when a committed index stands in the folder, damaged or not. */
  boolean exists(Path folder) throws IOException;

  /**
   * Opens the index of a folder, or creates an empty one. One JVM may have it open once.
   *
   * @param language BCP 47 language of its documents
   * @param wholeWords words that an empty index does not cut into their parts; one that stands
   *     keeps those that it was made with
   * @throws IOException when the index is damaged or can't be read or written
   * @throws ai.adjutant.chassis.error.AdjutantException INDEX_NEWER, INDEX_OLDER when another
   *     version wrote it
   */
  ChunkIndex open(Path folder, String language, List<String> wholeWords) throws IOException;

  /** Opens the index of a folder, or creates an empty one without words of its own. */
  default ChunkIndex open(Path folder, String language) throws IOException {
    return open(folder, language, List.of());
  }
}

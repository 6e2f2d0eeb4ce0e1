package ai.adjutant.retriever.load;

import java.nio.file.Path;

/**
 * A file that arrived whole.
 *
 * @param path its path relative to the load's root
 * @param file its bytes on disk; whoever takes the arrival deletes it
 * @param sha256 of its bytes
 */
record Arrival(String path, Path file, String sha256) {}

package ai.adjutant.retriever.parse;

import java.io.IOException;
import java.io.InputStream;

/**
 * Describes one document-to-be of a file that arrived: the file itself, a member of an archive, or
 * a line of JSON.
 *
 * <p>A part is only valid while its file is; it holds no open handle.
 */
public interface Part {
  /**
   * Returns the id of the document within its corpus: the path relative to the load's root, {@code
   * archive.zip!/member} inside archives, or the {@code _id} of a JSON line.
   */
  String id();

  /** Returns the SHA-256 of its bytes, lower-case hexadecimal. */
  String sha256();

  /** Returns the number of its bytes. */
  long byteCount();

  /** Returns its bytes, from the start. */
  InputStream open() throws IOException;
}

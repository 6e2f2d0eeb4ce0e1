package ai.adjutant.retriever.parse;

import java.io.IOException;
import java.io.InputStream;

/**
 * One document-to-be of a file that arrived: the file itself, a member of an archive, or a line of
 * JSON.
 *
 * <p>A part is only valid while its file is; it holds no open handle.
 */
public interface Part {
  /**
   * Id of the document within its corpus: the path relative to the load's root, {@code
   * archive.zip!/member} inside archives, or the {@code _id} of a JSON line.
   */
  String id();

  /** SHA-256 of its bytes, lower-case hexadecimal. */
  String sha256();

  /** Number of its bytes. */
  long byteCount();

  /** Its bytes, from the start. */
  InputStream open() throws IOException;
}

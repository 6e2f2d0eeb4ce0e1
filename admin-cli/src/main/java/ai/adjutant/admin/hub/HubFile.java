package ai.adjutant.admin.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * A file of a repository.
 *
 * @param path its path inside the repository, with {@code /}
 * @param bytes its length
 * @param digest its SHA-256 when it is large, else the name that git gives its content (SHA-1);
 *     hexadecimal
 */
public record HubFile(String path, long bytes, String digest) {
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_+=@~ ][A-Za-z0-9._+=@~ -]*");
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final int PATH_MAX = 512;
  private static final int SHA256_LENGTH = 64;

  /** Whether a path stays inside a directory and names no hidden file. */
  static boolean plain(String path) {
    return path.length() <= PATH_MAX
        && List.of(path.split("/", -1)).stream().allMatch(s -> SEGMENT.matcher(s).matches());
  }

  /** Checks path, length and digest. */
  public HubFile {
    if (!plain(path)) {
      throw new IllegalArgumentException("'" + path + "' is no path inside a repository");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException(path + " is " + bytes + " bytes long");
    }
    if (!HEXADECIMAL.matcher(digest).matches()) {
      throw new IllegalArgumentException(path + " has the digest '" + digest + "'");
    }
  }

  /** The last part of its path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The folder that it lies in, with {@code /} at the end; empty at the top. */
  public String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** The digest of a file here, by the algorithm of this one's. */
  String digestOf(Path file, LongConsumer read) throws IOException {
    return digest.length() == SHA256_LENGTH
        ? Digests.sha256(file, read)
        : Digests.gitBlob(file, read);
  }
}

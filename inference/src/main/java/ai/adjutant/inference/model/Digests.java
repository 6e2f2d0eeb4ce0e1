package ai.adjutant.inference.model;

import ai.adjutant.chassis.file.Sha256;
import ai.adjutant.inference.model.ModelJson.FileMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The digests of a directory's files. A file is read once, and not at all when its digest is known
 * from its arrival, or when length and time are those under which it was hashed before.
 */
final class Digests {
  private final Path directory;
  private final Map<String, FileMark> before;
  private final Map<String, String> arrived;
  private final Map<String, FileMark> marks = new TreeMap<>();

  /**
   * Digests of a directory.
   *
   * @param before what was known of files, by path
   * @param arrived digests of files that have just come, by path
   */
  Digests(Path directory, Map<String, FileMark> before, Map<String, String> arrived) {
    this.directory = directory;
    this.before = before;
    this.arrived = arrived;
  }

  /** What was asked for so far, by path. */
  Map<String, FileMark> marks() {
    return marks;
  }

  /** Bytes of files together. */
  long bytes(Collection<String> files) {
    return files.stream().mapToLong(file -> mark(file).bytes()).sum();
  }

  /** Of one file its SHA-256; of several the SHA-256 over path, length and SHA-256 of each. */
  String digest(Collection<String> files) {
    if (files.size() == 1) {
      return mark(files.iterator().next()).digest();
    }
    MessageDigest sha = Sha256.start();
    for (String file : new TreeSet<>(files)) {
      FileMark mark = mark(file);
      sha.update(
          (file + "\n" + mark.bytes() + "\n" + mark.digest() + "\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private FileMark mark(String file) {
    FileMark known = marks.get(file);
    if (known == null) {
      known = look(file);
      marks.put(file, known);
    }
    return known;
  }

  private FileMark look(String file) {
    Path path = directory.resolve(file);
    try {
      long bytes = Files.size(path);
      long modified = Files.getLastModifiedTime(path).toMillis();
      String digest = arrived.get(file);
      if (digest != null) {
        return new FileMark(bytes, modified, digest);
      }
      FileMark old = before.get(file);
      return old != null && old.bytes() == bytes && old.modified() == modified
          ? old
          : new FileMark(bytes, modified, Sha256.of(path));
    } catch (IOException e) {
      throw Refusals.file(file + " can't be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}

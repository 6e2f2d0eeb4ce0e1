package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A model directory that is to come in: what its files are called, in the order of their bytes.
 *
 * @param name of the model
 * @param files 1 to {@value #FILES_MAX}
 * @param replace whether a model of that name is replaced
 */
public record Upload(String name, List<File> files, boolean replace) {
  /** Most files of a model. */
  public static final int FILES_MAX = 256;

  private static final int PATH_LENGTH_MAX = 512;
  private static final int DEPTH_MAX = 8;
  private static final long FILE_BYTES_MAX = 1L << 40;

  /** A folder or file: nothing hidden, nothing that means something to a shell or a file system. */
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+=@-]{0,127}");

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * Copies the list and checks it.
   *
   * @throws AdjutantException IMPORT_LIST_INVALID, naming the file
   */
  public Upload {
    files = List.copyOf(files);
    if (!Catalogue.NAME.matcher(name).matches()) {
      throw refused("'" + name + "' is no model's name");
    }
    if (files.isEmpty() || files.size() > FILES_MAX) {
      throw refused("a model has 1 to " + FILES_MAX + " files, not " + files.size());
    }
    // On some file systems names that differ in case only are one.
    Set<String> paths = new HashSet<>();
    for (File file : files) {
      if (!paths.add(file.path().toLowerCase(Locale.ROOT))) {
        throw refused("the file " + file.path() + " is listed twice");
      }
    }
    for (File file : files) {
      String path = file.path().toLowerCase(Locale.ROOT);
      for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        if (paths.contains(path.substring(0, slash))) {
          throw refused(file.path().substring(0, slash) + " is both a file and a folder");
        }
      }
    }
  }

  /** Bytes of all files. */
  public long bytes() {
    return files.stream().mapToLong(File::bytes).sum(); // at most 2^48
  }

  /**
   * A file of a model directory.
   *
   * @param path inside the directory, with {@code /}
   * @param bytes its length
   * @param digest SHA-256 of its bytes, 64 lower-case hexadecimal digits
   */
  public record File(String path, long bytes, String digest) {
    /**
     * Checks what is listed.
     *
     * @throws AdjutantException IMPORT_LIST_INVALID, naming the file
     */
    public File {
      String[] segments = path.split("/", -1);
      boolean allowed = path.length() <= PATH_LENGTH_MAX && segments.length <= DEPTH_MAX;
      for (String segment : segments) {
        allowed &= SEGMENT.matcher(segment).matches();
      }
      if (!allowed) {
        throw refused(
            "'"
                + (path.length() <= 80 ? path : path.substring(0, 80) + "…")
                + "' is no path inside a model directory: write FOLDER/FILE with letters, digits"
                + " and ._+=@-, nothing hidden, at most "
                + DEPTH_MAX
                + " deep");
      }
      if (bytes < 0 || bytes > FILE_BYTES_MAX) {
        throw refused(path + " has " + bytes + " bytes, not 0 to " + FILE_BYTES_MAX);
      }
      if (!DIGEST.matcher(digest).matches()) {
        throw refused("the digest of " + path + " is no SHA-256 in 64 hexadecimal digits");
      }
    }
  }

  private static AdjutantException refused(String message) {
    return new AdjutantException(CatalogueReason.IMPORT_LIST_INVALID, message);
  }
}

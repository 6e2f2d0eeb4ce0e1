package ai.adjutant.admin.model;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The files of a model's directory. Hidden ones are left out; a link counts as the file it leads to
 * when that lies within the directory, and is refused otherwise.
 */
final class ModelFiles {
  /** As many as the server takes. */
  static final int FILES_MAX = 256;

  private static final int DEPTH_MAX = 16;

  private ModelFiles() {}

  /**
   * A file.
   *
   * @param file where it is
   * @param name its path inside the directory, with {@code /}
   * @param bytes its length
   */
  record ModelFile(Path file, String name, long bytes) {}

  /**
   * The files below a directory, ordered by name.
   *
   * @throws CommandFailure when there is none, too many, or a link leads out
   */
  static List<ModelFile> of(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    if (!Files.isDirectory(directory)) {
      throw refused(directory + " is a file; a model is a directory");
    }
    Path root = directory.toRealPath();
    List<ModelFile> entries = new ArrayList<>();
    Files.walkFileTree(
        root,
        Set.of(),
        DEPTH_MAX,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return !dir.equals(root) && hidden(dir)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!hidden(file)) {
              entries.add(entry(root, file));
            }
            if (entries.size() > FILES_MAX) {
              throw refused(
                  directory
                      + " holds more than "
                      + FILES_MAX
                      + " files; it is no model's directory");
            }
            return FileVisitResult.CONTINUE;
          }
        });
    if (entries.isEmpty()) {
      throw refused(directory + " holds no files");
    }
    entries.sort(Comparator.comparing(ModelFile::name));
    return entries;
  }

  private static ModelFile entry(Path root, Path file) throws IOException {
    Path real = file.toRealPath();
    if (!real.startsWith(root)) {
      throw refused(
          file + " is a link that leads out of the directory; put a copy in its place (cp -L)");
    }
    if (!Files.isRegularFile(real)) {
      throw refused(file + " is not a regular file");
    }
    String name = root.relativize(file).toString().replace('\\', '/');
    return new ModelFile(real, name, Files.size(real));
  }

  private static boolean hidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static CommandFailure refused(String message) {
    return new CommandFailure(ExitCode.INPUT_REFUSED, message);
  }
}

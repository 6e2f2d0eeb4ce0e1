package ai.adjutant.admin.corpus;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * The files below the paths that a load is given, named relative to each path. Links are followed,
 * loops are told; hidden files and folders are left out.
 */
final class Folder {
  private static final int DEPTH_MAX = 64;

  private final List<Entry> files = new ArrayList<>();
  private final List<Unreadable> unreadable = new ArrayList<>();

  /**
   * A file to load.
   *
   * @param file where it is
   * @param name what the document is called
   * @param bytes its length
   */
  record Entry(Path file, String name, long bytes) {}

  /** Something that can't be read, and why. */
  record Unreadable(String name, String reason) {}

  private Folder() {}

  static Folder of(List<Path> paths) throws IOException {
    Folder folder = new Folder();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new CommandFailure(ExitCode.NOT_FOUND, path + " does not exist");
      }
      if (Files.isDirectory(path)) {
        folder.walk(path);
      } else {
        folder.files.add(new Entry(path, path.getFileName().toString(), Files.size(path)));
      }
    }
    folder.files.sort(Comparator.comparing(Entry::name));
    return folder;
  }

  List<Entry> files() {
    return files;
  }

  List<Unreadable> unreadable() {
    return unreadable;
  }

  long bytes() {
    return files.stream().mapToLong(Entry::bytes).sum();
  }

  private void walk(Path root) throws IOException {
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        DEPTH_MAX,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return !dir.equals(root) && hidden(dir)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !hidden(file)) {
              files.add(new Entry(file, name(root, file), attributes.size()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            unreadable.add(
                new Unreadable(
                    name(root, file),
                    e instanceof FileSystemLoopException
                        ? "a link that leads back to a folder above it"
                        : "can't be read: " + e.getClass().getSimpleName()));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean hidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static String name(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}

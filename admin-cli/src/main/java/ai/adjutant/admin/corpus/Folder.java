package ai.adjutant.admin.corpus;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * The files below the paths that a load is given, named relative to each path. Hidden files and
 * folders are left out. Links within a path are followed; those that lead out of it are skipped and
 * reported, unless they are asked for: whoever may write into a folder could otherwise have any
 * file loaded that the one who loads may read.
 */
final class Folder {
  private static final int DEPTH_MAX = 64;

  private final Links links;
  private final List<FolderFile> files = new ArrayList<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();

  /** What is done with links that lead out of a path. */
  enum Links {
    /** They are skipped. */
    WITHIN,
    /** They are followed. */
    ALL
  }

  /**
   * A file to load.
   *
   * @param file where it is
   * @param name what the document is called
   * @param bytes its length
   * @param root the real folder that it must not leave when it is opened
   */
  record FolderFile(Path file, String name, long bytes, Path root) {
    /**
     * Opens it where it is now; a link that was put in its place since is followed no further than
     * its folder.
     */
    InputStream open() throws IOException {
      Path real = file.toRealPath();
      if (!real.startsWith(root)) {
        throw new IOException("it became a link out of the folder");
      }
      return Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Something that can't be read, and why. */
  record Unreadable(String name, String reason) {}

  /** A link that was not followed, and why. */
  record Skipped(String name, String reason) {}

  private Folder(Links links) {
    this.links = links;
  }

  static Folder of(List<Path> paths, Links links) throws IOException {
    Folder folder = new Folder(links);
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new CommandFailure(ExitCode.NOT_FOUND, path + " does not exist");
      }
      Path real = path.toRealPath(); // what is named itself may be a link
      if (Files.isDirectory(real)) {
        folder.walk(path, real);
      } else {
        String name = path.toAbsolutePath().normalize().getFileName().toString();
        folder.files.add(new FolderFile(real, name, Files.size(real), real));
      }
    }
    folder.files.sort(Comparator.comparing(FolderFile::name));
    return folder;
  }

  List<FolderFile> files() {
    return files;
  }

  List<Unreadable> unreadable() {
    return unreadable;
  }

  List<Skipped> skipped() {
    return skipped;
  }

  long bytes() {
    return files.stream().mapToLong(FolderFile::bytes).sum();
  }

  private void walk(Path root, Path real) throws IOException {
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        DEPTH_MAX,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            return dir.equals(root) || (!hidden(dir) && follows(dir, name(root, dir), real))
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = name(root, file);
            if (attributes.isSymbolicLink()) {
              skipped.add(new Skipped(name, "a link that leads nowhere"));
            } else if (attributes.isRegularFile() && !hidden(file) && follows(file, name, real)) {
              Path bound = links == Links.ALL ? file.toRealPath() : real;
              files.add(new FolderFile(file, name, attributes.size(), bound));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            unreadable.add(new Unreadable(name(root, file), reason(e)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Whether something below a root may be read, which it may unless it is a link. */
  private boolean follows(Path path, String name, Path root) throws IOException {
    if (links == Links.ALL || !Files.isSymbolicLink(path)) {
      return true;
    }
    Path target = path.toRealPath();
    if (!target.startsWith(root)) {
      skipped.add(
          new Skipped(name, "a link that leads out of the folder; --follow-links follows it"));
      return false;
    }
    for (Path part : root.relativize(target)) {
      if (hidden(part)) {
        skipped.add(new Skipped(name, "a link to something hidden; --follow-links follows it"));
        return false;
      }
    }
    return true;
  }

  private static String reason(IOException failure) {
    if (failure instanceof FileSystemLoopException) {
      return "a link that leads back to a folder above it";
    }
    return "can't be read: " + failure.getClass().getSimpleName();
  }

  private static boolean hidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static String name(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}

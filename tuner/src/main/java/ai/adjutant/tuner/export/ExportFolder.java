package ai.adjutant.tuner.export;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replaces a folder as a whole, only once its new content is complete. */
final class ExportFolder {
  private ExportFolder() {}

  /** Writes the content of a folder. */
  @FunctionalInterface
  interface Content<T> {
    /** Writes into an empty folder; where it throws, nothing is replaced. */
    T write(Path fresh) throws IOException;
  }

  /**
   * Writes beside a folder, then puts what was written in its place.
   *
   * @throws AdjutantException EXPORT_UNWRITABLE, or what the content throws; the folder is as it
   *     was then
   */
  static <T> T replace(Path folder, Content<T> content) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw unwritable(folder, null);
    }
    Path fresh = null;
    try {
      Files.createDirectories(parent);
      fresh = Files.createTempDirectory(parent, ".export");
      T written = content.write(fresh);
      exchange(folder, fresh);
      return written;
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(folder, e);
    } finally {
      if (fresh != null) {
        remove(fresh);
      }
    }
  }

  /** The old folder goes only when the new one has taken its place. */
  private static void exchange(Path folder, Path fresh) throws IOException {
    if (!Files.exists(folder)) {
      Files.move(fresh, folder);
      return;
    }
    Path old = folder.resolveSibling("." + folder.getFileName() + ".old");
    remove(old);
    Files.move(folder, old);
    try {
      Files.move(fresh, folder);
    } catch (IOException e) {
      Files.move(old, folder);
      throw e;
    }
    remove(old);
  }

  /** Removes a folder and what is in it. */
  static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of all files of a folder. */
  static long size(Path folder) throws IOException {
    try (Stream<Path> walked = Files.walk(folder)) {
      List<Path> files = walked.filter(Files::isRegularFile).toList();
      long size = 0;
      for (Path file : files) {
        size += Files.size(file);
      }
      return size;
    }
  }

  private static AdjutantException unwritable(Path folder, @Nullable Exception cause) {
    return new AdjutantException(
        ExportReason.EXPORT_UNWRITABLE,
        folder + " can't be written; choose a folder on a disk with 200 MB of space",
        cause);
  }
}

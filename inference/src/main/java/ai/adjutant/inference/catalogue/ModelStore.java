package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores model directories in a folder, and beside them imports under way in a hidden one. What
 * lies there when the process starts was left by one that died: it is removed, and a model that was
 * moved out for its replacement is restored.
 */
final class ModelStore {
  /** Most model directories that are served. */
  static final int MODELS_MAX = 64;

  private static final String INCOMING = ".incoming";

  /** Kept for imports that an earlier release left unfinished. */
  private static final String REPLACED = "aside";

  private static final String NAME = "name";

  private static final Logger log = LoggerFactory.getLogger(ModelStore.class);

  private final Path folder;

  ModelStore(Path folder) {
    this.folder = folder;
  }

  /** Where a model of this name lies, or would. */
  Path directory(String name) {
    return folder.resolve(name);
  }

  /** The directories, ordered by name. */
  List<Path> directories() {
    List<Path> directories =
        children(folder).stream()
            .filter(Files::isDirectory)
            .filter(path -> !name(path).startsWith("."))
            .sorted()
            .toList();
    if (directories.size() > MODELS_MAX) {
      log.warn("too many model directories: found={} served={}", directories.size(), MODELS_MAX);
    }
    return directories.stream().limit(MODELS_MAX).toList();
  }

  /** Removes what a process that died left behind. */
  void sweep() {
    for (Path left : children(folder.resolve(INCOMING))) {
      try {
        removeUnfinished(left.resolve(NAME));
        for (Path replaced : children(left.resolve(REPLACED))) {
          Path place = directory(name(replaced));
          if (!Files.exists(place)) {
            Files.move(replaced, place, StandardCopyOption.ATOMIC_MOVE);
            log.warn(
                "a model whose replacement was cut short is put back: model={}", name(replaced));
          }
        }
        DurableFiles.deleteFolder(left);
        log.info("the rest of an import was swept away: folder={}", name(left));
      } catch (IOException e) {
        log.warn("the rest of an import can't be swept away: folder={}", name(left), e);
      }
    }
  }

  /** An import whose model ended the process when it was opened never came to its end. */
  private void removeUnfinished(Path named) throws IOException {
    if (!Files.isRegularFile(named)) {
      return;
    }
    String model = Files.readString(named);
    if (Catalogue.NAME.matcher(model).matches() && OpeningMark.isIn(directory(model))) {
      DurableFiles.deleteFolder(directory(model));
      log.error("an imported model ended the process when it was opened: removed model={}", model);
    }
  }

  /**
   * Creates a directory for a model that is imported.
   *
   * @throws AdjutantException FOLDER_NOT_WRITABLE or DISK_FULL
   */
  Staged stage(String name, long bytes) {
    Path root = folder.resolve(INCOMING).resolve(UUID.randomUUID().toString());
    Staged staged = new Staged(root, name);
    try {
      Files.createDirectories(staged.directory());
      long usable = Files.getFileStore(root).getUsableSpace();
      if (bytes > usable) {
        throw diskFull(name, bytes, usable);
      }
      return staged;
    } catch (IOException e) {
      staged.close();
      throw new AdjutantException(
          CatalogueReason.FOLDER_NOT_WRITABLE,
          "the folder of models can't be written (" + e.getClass().getSimpleName() + ")",
          e);
    } catch (AdjutantException e) {
      staged.close();
      throw e;
    }
  }

  private static AdjutantException diskFull(String name, long bytes, long usable) {
    return new AdjutantException(
        CatalogueReason.DISK_FULL,
        "model '"
            + name
            + "' has "
            + bytes
            + " bytes and the free space on the disk of the data folder is "
            + usable
            + "; free some");
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    } catch (IOException e) {
      log.warn("a folder of models can't be listed: folder={}", name(folder), e);
      return List.of();
    }
  }

  /** Makes the names in a folder outlive a power cut, where the platform lets folders be synced. */
  static void sync(Path folder) {
    try {
      DurableFiles.syncFolder(folder);
    } catch (IOException e) {
      log.debug("a folder can't be synced on this platform: folder={}", name(folder), e);
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /**
   * Holds the directory of an import. One thread at a time may use it; closing removes what is left
   * of it.
   */
  final class Staged implements AutoCloseable {
    private final Path root;
    private final String name;
    private boolean installed;

    private Staged(Path root, String name) {
      this.root = root;
      this.name = name;
    }

    /** Where its files are written. */
    Path directory() {
      return root.resolve("new").resolve(name);
    }

    /** Moves it into its place; what was there is kept until this is closed. */
    void install() throws IOException {
      DurableFiles.writeAtomically(root, NAME, name.getBytes(StandardCharsets.UTF_8));
      Path place = ModelStore.this.directory(name);
      if (Files.exists(place)) {
        Path replaced = Files.createDirectories(root.resolve(REPLACED));
        sync(root);
        Files.move(place, replaced.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(directory(), place, StandardCopyOption.ATOMIC_MOVE);
      installed = true;
      sync(folder);
    }

    /** Undoes {@link #install}: restores what was there before. */
    void restore() throws IOException {
      Path place = ModelStore.this.directory(name);
      if (installed) {
        installed = false;
        Files.move(place, directory(), StandardCopyOption.ATOMIC_MOVE);
      }
      Path replaced = root.resolve(REPLACED).resolve(name);
      if (Files.exists(replaced)) {
        Files.move(replaced, place, StandardCopyOption.ATOMIC_MOVE);
      }
      sync(folder);
    }

    @Override
    public void close() {
      try {
        DurableFiles.deleteFolder(root);
      } catch (IOException e) {
        log.warn("the rest of an import stays until the next start: model={}", name, e);
      }
    }
  }
}

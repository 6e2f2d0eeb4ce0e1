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
 * The folder of model directories, and beside them a hidden one where models come in. What lies
 * there when the process starts was left by one that died: it is swept away, and a model that was
 * set aside while its successor moved in is put back.
 */
final class ModelFolder {
  /** Most model directories that are served. */
  static final int MODELS_MAX = 64;

  private static final String INCOMING = ".incoming";
  private static final String ASIDE = "aside";
  private static final String NAME = "name";

  private static final Logger log = LoggerFactory.getLogger(ModelFolder.class);

  private final Path folder;

  ModelFolder(Path folder) {
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
        for (Path aside : children(left.resolve(ASIDE))) {
          Path place = directory(name(aside));
          if (!Files.exists(place)) {
            Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
            log.warn("a model whose replacement was cut short is put back: model={}", name(aside));
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
   * Makes room for a model that comes in.
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
            + " bytes and the disk of the data folder has room for "
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

  /** A model on its way in. One thread at a time may use it; closing removes what is left of it. */
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

    /** Moves it into its place; what was there is set aside. */
    void install() throws IOException {
      DurableFiles.writeAtomically(root, NAME, name.getBytes(StandardCharsets.UTF_8));
      Path place = ModelFolder.this.directory(name);
      if (Files.exists(place)) {
        Path aside = Files.createDirectories(root.resolve(ASIDE));
        sync(root);
        Files.move(place, aside.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(directory(), place, StandardCopyOption.ATOMIC_MOVE);
      installed = true;
      sync(folder);
    }

    /** Takes it out of its place again, if it got there, and puts back what was there. */
    void restore() throws IOException {
      Path place = ModelFolder.this.directory(name);
      if (installed) {
        installed = false;
        Files.move(place, directory(), StandardCopyOption.ATOMIC_MOVE);
      }
      Path aside = root.resolve(ASIDE).resolve(name);
      if (Files.exists(aside)) {
        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
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

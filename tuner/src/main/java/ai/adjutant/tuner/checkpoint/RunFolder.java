package ai.adjutant.tuner.checkpoint;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.tuner.weights.SafetensorsFile;
import ai.adjutant.tuner.weights.SafetensorsWriter;
import ai.adjutant.tuner.weights.SafetensorsWriter.Tensor;
import ai.adjutant.tuner.weights.WeightsReason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The folder of one run: {@code recipe.yaml} with every setting, {@code checkpoint.safetensors}
 * with the state, {@code best.safetensors} with the weights that scored best, and the learning
 * curve. It is locked while it is open.
 */
public final class RunFolder implements AutoCloseable {
  private static final String STATE = "checkpoint.safetensors";
  private static final String BEST = "best.safetensors";
  private static final String RECIPE = "recipe.yaml";
  private static final String ESSENCE = "essence";

  private final Path folder;
  private final String essence;
  private final FileChannel lock;

  private RunFolder(Path folder, String essence, FileChannel lock) {
    this.folder = folder;
    this.essence = essence;
    this.lock = lock;
  }

  /**
   * Opens or makes the folder of a run.
   *
   * @param recipe every setting, as a configuration file
   * @param essence all that decides what is learnt: a run goes on only where it is the same
   * @throws AdjutantException RUN_FOLDER_UNWRITABLE, RUN_FOLDER_IN_USE
   */
  public static RunFolder open(Path folder, String recipe, String essence) {
    try {
      Files.createDirectories(folder);
      FileChannel lock =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(lock)) {
        lock.close();
        throw new AdjutantException(
            CheckpointReason.RUN_FOLDER_IN_USE,
            folder + " is in use by another training run; wait for it, or choose another folder");
      }
      RunFolder opened = new RunFolder(folder, essence, lock);
      if (!Files.exists(folder.resolve(STATE))) {
        opened.write(RECIPE, recipe.getBytes(StandardCharsets.UTF_8));
      }
      return opened;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static AdjutantException unwritable(Path folder, IOException cause) {
    return new AdjutantException(
        CheckpointReason.RUN_FOLDER_UNWRITABLE,
        folder + " can't be written (" + cause.getMessage() + ")",
        cause);
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  /** The file of the best weights, which may not be there. */
  public Path best() {
    return folder.resolve(BEST);
  }

  /**
   * A state that was read.
   *
   * @param tensors by the names under which they were saved
   */
  public record Saved(RunState state, SafetensorsFile tensors) {}

  /**
   * The state that the run goes on from; empty where it has not begun.
   *
   * @throws AdjutantException RUN_DIFFERS where the folder holds another run, WEIGHTS_DAMAGED
   */
  public Optional<Saved> load() {
    Path file = folder.resolve(STATE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    SafetensorsFile saved = SafetensorsFile.open(file);
    saved.verify();
    checkSame(saved.metadata().getOrDefault(ESSENCE, ""));
    try {
      return Optional.of(new Saved(RunState.of(saved.metadata()), saved));
    } catch (NumberFormatException e) {
      throw new AdjutantException(
          WeightsReason.WEIGHTS_DAMAGED, file + " is no state of a run; remove the folder", e);
    }
  }

  private void checkSame(String other) {
    if (other.equals(essence)) {
      return;
    }
    List<String> before = other.lines().toList();
    String first =
        essence
            .lines()
            .filter(line -> !before.contains(line))
            .findFirst()
            .map(line -> "; the first that differs is now " + line)
            .orElse("");
    throw new AdjutantException(
        CheckpointReason.RUN_DIFFERS,
        folder
            + " holds a run with other settings or examples"
            + first
            + "; choose another train.output, or remove the folder");
  }

  /**
   * Replaces the state.
   *
   * @throws AdjutantException WEIGHTS_UNWRITABLE; the state before is untouched
   */
  public void save(RunState state, List<Tensor> tensors) {
    Map<String, String> texts = new TreeMap<>(state.texts());
    texts.put(ESSENCE, essence);
    SafetensorsWriter.write(folder.resolve(STATE), texts, tensors);
  }

  /**
   * Replaces the best weights.
   *
   * @param notes what stands beside them
   * @throws AdjutantException WEIGHTS_UNWRITABLE; the weights before are untouched
   */
  public void saveBest(Map<String, String> notes, List<Tensor> tensors) {
    SafetensorsWriter.write(best(), notes, tensors);
  }

  /**
   * Replaces another file of the run.
   *
   * @throws AdjutantException RUN_FOLDER_UNWRITABLE
   */
  public void write(String name, byte[] content) {
    try {
      DurableFiles.writeAtomically(folder, name, content);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }
}

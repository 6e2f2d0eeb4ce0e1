package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.file.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in a model's directory that is there while the model is opened. Where a process finds one
 * when it starts, the one before it ended in the middle of that: out of memory, killed, or by a
 * fault of native code. An orderly stop takes it away.
 */
final class OpeningMark implements AutoCloseable {
  private static final String FILE = ".opening";

  private static final Logger log = LoggerFactory.getLogger(OpeningMark.class);

  private final Path directory;
  private final Thread atStop;

  private OpeningMark(Path directory) {
    this.directory = directory;
    atStop = Thread.ofPlatform().name("opening-mark").unstarted(this::delete);
  }

  /** Whether a process ended while it opened this model. */
  static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  /** Sets the mark, which outlives the process and the machine; closing takes it away. */
  static OpeningMark set(Path directory) {
    OpeningMark mark = new OpeningMark(directory);
    try {
      Runtime.getRuntime().addShutdownHook(mark.atStop);
    } catch (IllegalStateException e) {
      throw Loader.closed(); // the process is stopping
    }
    try {
      DurableFiles.writeAtomically(
          directory, FILE, Instant.now().toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // A folder that can't be written was not filled by an import.
      log.info(
          "a model is opened without a mark, its directory can't be written: model={}",
          directory.getFileName());
    }
    return mark;
  }

  private void delete() {
    try {
      Files.deleteIfExists(directory.resolve(FILE));
    } catch (IOException e) {
      log.warn(
          "the mark of a model that was opened stays, the next start leaves it out: model={}",
          directory.getFileName(),
          e);
    }
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atStop);
    } catch (IllegalStateException e) {
      log.debug("the process is stopping", e); // the hook finds nothing to do
    }
  }
}

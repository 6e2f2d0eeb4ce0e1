package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;
import ai.adjutant.inference.child.ChildJvm;
import ai.adjutant.inference.child.ChildWire;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens an imported model in a child process with bounded memory, before this process does. What a
 * graph does while it is opened and first run can't be told from its file: it may fold a constant
 * of any size, or meet a fault of native code. Used by the loader's thread.
 */
final class ModelTrial {
  private static final int HEAP_MEGABYTES = 512;

  /** What an empty process takes, with the native libraries and their working memory. */
  private static final long BASE_BYTES = 3L << 29;

  /** Weights are there twice while they are moved into another form. */
  private static final int TIMES = 3;

  private static final Logger log = LoggerFactory.getLogger(ModelTrial.class);

  private final CatalogueSettings settings;

  ModelTrial(CatalogueSettings settings) {
    this.settings = settings;
  }

  /** A reason as the child gave it. */
  private record ReportedReason(String name, Kind kind) implements Reason {}

  /**
   * Opens a model, runs it once and closes it again, elsewhere.
   *
   * @param bytes of its files
   * @throws AdjutantException with the reason for which it can't be served, or MODEL_UNSAFE
   */
  void run(Path directory, long bytes) {
    long start = System.nanoTime();
    long memory = BASE_BYTES + TIMES * bytes;
    Path folder = settings.nativeFolder().toAbsolutePath();
    List<String> arguments =
        List.of(
            directory.toAbsolutePath().toString(),
            folder.toString(),
            String.valueOf(settings.engine().int8KvCache()));
    try (ChildJvm child =
        ChildJvm.start(
            TrialChild.class,
            Files.createDirectories(folder),
            new ChildJvm.Limits(HEAP_MEGABYTES, memory),
            arguments)) {
      child.exchange(settings.limits().trialTime(), (out, in) -> outcome(in, memory));
    } catch (ChildJvm.TooLateException e) {
      throw unsafe("took longer than " + settings.limits().trialTime().toSeconds() + " seconds");
    } catch (IOException e) {
      throw unsafe(
          "ended the process in which it was tried; it needs more than "
              + (memory >> 20)
              + " MB of memory, or one of its files is damaged");
    }
    log.info(
        "model tried: model={} millis={}",
        directory.getFileName(),
        (System.nanoTime() - start) / 1_000_000);
  }

  private static boolean outcome(DataInputStream in, long memory) throws IOException {
    if (in.readBoolean()) {
      return true;
    }
    String name = ChildWire.text(in, TrialChild.MESSAGE_BYTES_MAX);
    int kind = in.readInt();
    String message = ChildWire.text(in, TrialChild.MESSAGE_BYTES_MAX);
    if (kind < 0 || kind >= Kind.values().length || !name.matches("[A-Z0-9_]{1,63}")) {
      throw new IOException("no reason of a trial");
    }
    if (Kind.values()[kind] == Kind.RESOURCE_EXHAUSTED) {
      throw unsafe(
          "needs more than "
              + (memory >> 20)
              + " MB of memory, "
              + TIMES
              + " times its files and what an empty process takes; its graph makes more than it"
              + " holds");
    }
    throw new AdjutantException(new ReportedReason(name, Kind.values()[kind]), message);
  }

  private static AdjutantException unsafe(String what) {
    return new AdjutantException(
        CatalogueReason.MODEL_UNSAFE, "opening the model " + what + "; nothing of it was kept");
  }
}

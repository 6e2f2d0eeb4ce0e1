package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Reason;
import ai.adjutant.chassis.settings.SettingKey;
import ai.adjutant.retriever.parse.ParseReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the files of one load. One thread at a time calls; calls block while the load is busy,
 * which is how a sender is held up. After {@link #finish} or {@link #abort}, or when the load has
 * stopped, what arrives is ignored.
 */
public final class Intake {
  /** Largest frame of data, in bytes. */
  public static final int FRAME_BYTES_MAX = 1024 * 1024;

  private final LoadContext context;
  private final LoadState state;
  private @Nullable Open open;
  private boolean closed;

  Intake(LoadContext context, LoadState state) {
    this.context = context;
    this.state = state;
  }

  /**
   * Opens a file.
   *
   * @param path relative to the load's root
   * @param announced its length in bytes; 0 when the sender does not know
   * @param stated what the sender states of its documents
   * @throws AdjutantException BAD_FRAME_ORDER when the file before is still open
   */
  public void file(String path, long announced, Statement stated) {
    Optional<AdjutantException> refusal =
        Names.fileProblem(path)
            .map(problem ->
                new AdjutantException(
                    ParseReason.BAD_NAME, "its path can't name a document: " + problem));
    open(path, announced, stated, refusal);
  }

  /**
   * Opens a file of which is known that it can't be taken; its bytes are ignored, and the others
   * are taken.
   *
   * @throws AdjutantException BAD_FRAME_ORDER when the file before is still open
   */
  public void refused(String path, AdjutantException why) {
    open(path, 0, Statement.NOTHING, Optional.of(why));
  }

  private void open(
      String path, long announced, Statement stated, Optional<AdjutantException> refusal) {
    if (open != null) {
      throw badOrder("a file began before the one before had ended");
    }
    if (isOver()) {
      return;
    }
    state.counters().fileArrived();
    try {
      open =
          new Open(
              path,
              announced,
              stated,
              refusal,
              Spool.open(context.uploads(), context.settings().limits().fileSizeMax().bytes()));
    } catch (IOException e) {
      state.fail("an upload could not be stored; is the disk full?", e);
    }
  }

  /**
   * Takes the next bytes of the open file.
   *
   * @throws AdjutantException BAD_FRAME_ORDER, FRAME_TOO_LARGE
   */
  public void data(ByteBuffer bytes) {
    if (bytes.remaining() > FRAME_BYTES_MAX) {
      throw new AdjutantException(
          LoadReason.FRAME_TOO_LARGE,
          "a data frame has " + bytes.remaining() + " bytes; send at most " + FRAME_BYTES_MAX);
    }
    @Nullable Open file = open;
    if (file == null) {
      if (isOver()) {
        return;
      }
      throw badOrder("data came before the start of a file");
    }
    state.counters().bytesArrived(bytes.remaining());
    try {
      file.spool().write(bytes);
    } catch (IOException e) {
      state.fail("an upload could not be stored; is the disk full?", e);
    }
  }

  /**
   * Closes the open file.
   *
   * @param senderError why the sender could not read it to its end; empty when it could
   */
  public void end(String senderError) throws InterruptedException {
    @Nullable Open file = open;
    if (file == null) {
      if (isOver()) {
        return;
      }
      throw badOrder("a file ended that had not begun");
    }
    open = null;
    boolean passedOn = false;
    try {
      Optional<AdjutantException> refused = refused(file, senderError);
      if (refused.isPresent()) {
        state.fileFailed(file.path(), refused.get());
      } else {
        String sha256 = file.spool().complete();
        passedOn =
            state.arrived(
                new Arrival(
                    file.path(), file.spool().file(), sha256, new Arrival.Sent(file.stated())));
      }
    } catch (IOException e) {
      state.fail("an upload could not be stored; is the disk full?", e);
    } finally {
      if (!passedOn) {
        discard(file);
      }
    }
  }

  private Optional<AdjutantException> refused(Open file, String senderError) {
    if (file.refusal().isPresent()) {
      return file.refusal();
    }
    if (!senderError.isEmpty()) {
      return refusal(LoadReason.SENDER_FAILED, "the sender could not read it: " + senderError);
    }
    if (file.spool().isTooLarge()) {
      return refusal(
          ParseReason.TOO_LARGE,
          "it has "
              + file.spool().bytes()
              + " bytes; at most "
              + context.settings().limits().fileSizeMax().bytes()
              + " are read. Split it, or set a larger "
              + SettingKey.named("retriever.load.file-size-max").howToSet());
    }
    if (file.announced() > 0 && file.announced() != file.spool().bytes()) {
      return refusal(
          LoadReason.INCOMPLETE_FILE,
          file.spool().bytes()
              + " bytes arrived of "
              + file.announced()
              + "; did it change while it was sent? Load it again");
    }
    return Optional.empty();
  }

  private static Optional<AdjutantException> refusal(Reason reason, String message) {
    return Optional.of(new AdjutantException(reason, message));
  }

  /** Ends the load after its last file. */
  public void finish() {
    if (open != null) {
      throw badOrder("the load ended within a file");
    }
    if (!closed) {
      closed = true;
      state.finish();
    }
  }

  /** Ends the load of a sender that is gone; a file that is still open is dropped. */
  public void abort() {
    @Nullable Open file = open;
    open = null;
    if (file != null) {
      discard(file);
    }
    if (!closed) {
      closed = true;
      state.detach();
    }
  }

  private boolean isOver() {
    return closed || state.isStopped() || state.isDetached();
  }

  private void discard(Open file) {
    try {
      file.spool().close();
    } catch (IOException e) {
      state.warn("an upload could not be removed; it is swept at the next start");
    }
  }

  private static AdjutantException badOrder(String what) {
    return new AdjutantException(
        LoadReason.BAD_FRAME_ORDER,
        what + "; frames are: start, then for each file its start, data, end; last finish");
  }

  /**
   * The file that is arriving.
   *
   * @param refusal why it can't be taken, as far as that is known before its bytes
   */
  private record Open(
      String path,
      long announced,
      Statement stated,
      Optional<AdjutantException> refusal,
      Spool spool) {}
}

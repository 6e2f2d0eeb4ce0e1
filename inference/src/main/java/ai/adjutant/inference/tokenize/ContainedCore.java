package ai.adjutant.inference.tokenize;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.child.ChildJvm;
import ai.adjutant.inference.child.ChildWire;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer in a child process. A text on which the child aborts or takes too long fails, and the
 * next one is given to a new child. Callers wait for one another.
 */
final class ContainedCore implements TokenizerCore {
  /** A large vocabulary takes seconds to read, and the machine may be busy. */
  private static final Duration OPEN_MAX = Duration.ofSeconds(60);

  /** The library takes some ten times the bytes of a file while it reads it. */
  private static final ChildJvm.Limits LIMITS = new ChildJvm.Limits(512, 2L << 30);

  private final Path file;
  private final Path nativeFolder;
  private final Duration time;
  private @Nullable ChildJvm child;
  private int vocabularySize;
  private boolean closed;

  private ContainedCore(Path file, Path nativeFolder, Duration time) {
    this.file = file;
    this.nativeFolder = nativeFolder;
    this.time = time;
  }

  /**
   * Opens a tokenizer.
   *
   * @param file that stays as long as this is open
   * @param time that one text may take
   * @throws AdjutantException TOKENIZER_REFUSED or TOKENIZER_MISSING
   */
  static ContainedCore open(Path file, Path nativeFolder, Duration time) {
    ContainedCore core = new ContainedCore(file, nativeFolder.toAbsolutePath(), time);
    core.running();
    return core;
  }

  private synchronized ChildJvm running() {
    ChildJvm old = child;
    if (old != null && old.isAlive()) {
      return old;
    }
    if (closed) {
      throw Tokenizer.closed();
    }
    ChildJvm fresh;
    try {
      fresh =
          ChildJvm.start(
              TokenizerChild.class,
              Files.createDirectories(nativeFolder),
              LIMITS,
              List.of(file.toAbsolutePath().toString(), nativeFolder.toString()));
    } catch (IOException e) {
      throw new AdjutantException(
          TokenizeReason.TOKENIZER_MISSING,
          "no process can be started for the tokenizer; is memory short?",
          e);
    }
    boolean open = false;
    try {
      vocabularySize =
          fresh.exchange(OPEN_MAX, (out, in) -> answered(in) ? in.readInt() : refused(in));
      open = true;
    } catch (IOException e) {
      throw new AdjutantException(
          TokenizeReason.TOKENIZER_REFUSED,
          "tokenizer.json ends the process that opens it; it is damaged, or needs more than "
              + (LIMITS.dataBytes() >> 20)
              + " MB of memory or "
              + OPEN_MAX.toSeconds()
              + " seconds",
          e);
    } finally {
      if (!open) {
        fresh.close();
      }
    }
    child = fresh;
    return fresh;
  }

  /** False when the child says why it refuses. */
  private static boolean answered(DataInputStream in) throws IOException {
    return switch (in.readByte()) {
      case TokenizerChild.ANSWERED -> true;
      case TokenizerChild.REFUSED -> false;
      default -> throw new IOException("no answer of a tokenizer");
    };
  }

  private static <T> T refused(DataInputStream in) throws IOException {
    String reason = ChildWire.text(in, TokenizerChild.MESSAGE_BYTES_MAX);
    String message = ChildWire.text(in, TokenizerChild.MESSAGE_BYTES_MAX);
    for (TokenizeReason known : TokenizeReason.values()) {
      if (known.name().equals(reason)) {
        throw new AdjutantException(known, message);
      }
    }
    throw new IOException("no reason of a tokenizer");
  }

  private interface Asking {
    void write(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T read(DataInputStream in) throws IOException;
  }

  private synchronized <T> T ask(
      byte operation, boolean special, Asking asking, Reading<T> answer) {
    ChildJvm open = running();
    try {
      return open.exchange(
          time,
          (out, in) -> {
            out.writeByte(operation);
            out.writeBoolean(special);
            asking.write(out);
            out.flush();
            return answered(in) ? answer.read(in) : refused(in);
          });
    } catch (ChildJvm.TooLateException e) {
      throw failed("took longer than " + time.toMillis() / 1e3 + " seconds on this text");
    } catch (IOException e) {
      throw failed("ended its process on this text");
    }
  }

  private static AdjutantException failed(String what) {
    return new AdjutantException(
        TokenizeReason.TOKENIZER_FAILED,
        "the tokenizer "
            + what
            + "; it has a regular expression or another part that is not known to be harmless:"
            + " mend tokenizer.json, or send another text");
  }

  @Override
  public synchronized int vocabularySize() {
    return vocabularySize;
  }

  @Override
  public long[] encode(String text, boolean special) {
    return ask(
        TokenizerChild.ENCODE,
        special,
        out -> ChildWire.text(out, text),
        in -> ChildWire.numbers(in, TokenizerChild.IDS_MAX));
  }

  @Override
  public PairTokens encodePair(String first, String second) {
    return ask(
        TokenizerChild.PAIR,
        true,
        out -> {
          ChildWire.text(out, first);
          ChildWire.text(out, second);
        },
        in -> PairTokens.read(in, TokenizerChild.IDS_MAX));
  }

  @Override
  public String decode(long[] ids, boolean keepSpecial) {
    return ask(
        TokenizerChild.DECODE,
        keepSpecial,
        out -> ChildWire.numbers(out, ids),
        in -> ChildWire.text(in, TokenizerChild.TEXT_BYTES_MAX));
  }

  @Override
  public synchronized void close() {
    closed = true;
    ChildJvm open = child;
    child = null;
    if (open != null) {
      open.close();
    }
  }
}

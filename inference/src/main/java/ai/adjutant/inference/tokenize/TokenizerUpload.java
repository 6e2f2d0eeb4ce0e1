package ai.adjutant.inference.tokenize;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stranger's {@code tokenizer.json} as its bytes come: they lie on the disk, never in this
 * process' heap, and only a child process reads them. One thread at a time may use it; closing
 * removes the file, after the tokenizer that was opened from it is closed.
 */
public final class TokenizerUpload implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TokenizerUpload.class);

  private final Path nativeFolder;
  private final Path file;
  private long bytes;

  private TokenizerUpload(Path nativeFolder, Path file) {
    this.nativeFolder = nativeFolder;
    this.file = file;
  }

  /**
   * Begins.
   *
   * @param nativeFolder where the file lies and native libraries are unpacked
   * @throws AdjutantException TOKENIZER_MISSING when nothing can be written there
   */
  public static TokenizerUpload begin(Path nativeFolder) {
    try {
      Files.createDirectories(nativeFolder);
      return new TokenizerUpload(
          nativeFolder, Files.createTempFile(nativeFolder, "tokenizer", ".json"));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Whether so many bytes more are more than a tokenizer has. */
  public boolean isBeyond(int more) {
    return bytes + more > Tokenizer.FILE_BYTES_MAX;
  }

  /**
   * Adds bytes.
   *
   * @throws AdjutantException TOKENIZER_MISSING when they can't be written
   */
  public void add(ByteBuffer more) {
    if (isBeyond(more.remaining())) {
      throw new IllegalArgumentException(bytes + " bytes and more");
    }
    bytes += more.remaining();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
      while (more.hasRemaining()) {
        channel.write(more);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Opens what came.
   *
   * @param time that one text may take
   * @throws AdjutantException TOKENIZER_REFUSED or TOKENIZER_MISSING
   */
  public Tokenizer open(Duration time) {
    return Tokenizer.contained(file, nativeFolder, time);
  }

  Path file() {
    return file;
  }

  private static AdjutantException unwritable(IOException cause) {
    return new AdjutantException(
        TokenizeReason.TOKENIZER_MISSING,
        "the tokenizer can't be written into the data folder's 'native' ("
            + cause.getClass().getSimpleName()
            + "); is the disk full or the folder read-only?",
        cause);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("a caller's tokenizer stays on the disk: file={}", file.getFileName(), e);
    }
  }
}

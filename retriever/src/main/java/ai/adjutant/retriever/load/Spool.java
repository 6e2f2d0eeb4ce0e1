package ai.adjutant.retriever.load;

import ai.adjutant.chassis.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A file that is arriving, on disk. Past its bound it is emptied and only counts on. */
final class Spool implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final long bytesMax;
  private final MessageDigest digest = Sha256.start();
  private long bytes;

  private Spool(Path file, FileChannel channel, long bytesMax) {
    this.file = file;
    this.channel = channel;
    this.bytesMax = bytesMax;
  }

  static Spool open(Path folder, long bytesMax) throws IOException {
    Path file = Files.createTempFile(folder, "upload-", "");
    return new Spool(file, FileChannel.open(file, StandardOpenOption.WRITE), bytesMax);
  }

  void write(ByteBuffer data) throws IOException {
    boolean fitted = !isTooLarge();
    bytes += data.remaining();
    if (!isTooLarge()) {
      digest.update(data.duplicate());
      while (data.hasRemaining()) {
        channel.write(data);
      }
    } else if (fitted) {
      channel.truncate(0);
    }
  }

  boolean isTooLarge() {
    return bytes > bytesMax;
  }

  long bytes() {
    return bytes;
  }

  Path file() {
    return file;
  }

  /** Ends writing; the file stays. Gives the SHA-256 of its bytes. */
  String complete() throws IOException {
    channel.close();
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Removes the file. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}

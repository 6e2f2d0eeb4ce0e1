package ai.adjutant.inference.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads what Linux counts for each thread in {@code schedstat}. Elsewhere no thread ever waits. */
public final class LinuxRunQueueDelay implements RunQueueDelay {
  private static final Path CALLER = Path.of("/proc/thread-self");
  private static final int LINE_BYTES = 96;

  private final List<FileChannel> lines = new CopyOnWriteArrayList<>();
  private final ByteBuffer line = ByteBuffer.allocate(LINE_BYTES);

  @Override
  public void add() {
    try {
      // The link itself is another one for each thread that follows it.
      Path caller = CALLER.resolveSibling(Files.readSymbolicLink(CALLER));
      lines.add(FileChannel.open(caller.resolve("schedstat"), StandardOpenOption.READ));
    } catch (IOException | UnsupportedOperationException e) {
      // Another platform, or a kernel that does not count: waiting can't be seen.
    }
  }

  @Override
  public long nanos() {
    long nanos = 0;
    for (FileChannel each : lines) {
      nanos += read(each);
    }
    return nanos;
  }

  private long read(FileChannel thread) {
    try {
      line.clear();
      thread.read(line, 0);
      return waited(line.flip());
    } catch (IOException e) {
      return 0; // the thread has ended
    }
  }

  /** The second number of a line: time on a core, time in wait of one, turns. */
  static long waited(ByteBuffer line) {
    long number = 0;
    for (int field = 0; line.hasRemaining() && field < 2; ) {
      byte next = line.get();
      if (next < '0' || next > '9') {
        field++;
      } else if (field == 1) {
        number = 10 * number + next - '0';
      }
    }
    return number;
  }

  @Override
  public void close() {
    for (FileChannel each : lines) {
      try {
        each.close();
      } catch (IOException e) {
        // nothing was written
      }
    }
  }
}

package ai.adjutant.chassis.process;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The part of the data folder that one service owns, locked against a second process. The lock is
 * the operating system's and goes with the process, however it ends.
 */
public final class DataFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Creates the folder where needed and locks it for a service.
   *
   * @throws AdjutantException DATA_IN_USE or DATA_NOT_WRITABLE
   */
  public static DataFolder open(Path data, String service) {
    Path tenant = data.resolve("tenants").resolve("default");
    Path lockFile = data.resolve(service + ".lock");
    if (Files.exists(data) && !Files.isDirectory(data)) {
      throw new AdjutantException(
          ProcessReason.DATA_NOT_WRITABLE,
          data.toAbsolutePath() + " is a file; name a folder for the data with --data");
    }
    try {
      Files.createDirectories(tenant);
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new AdjutantException(
            ProcessReason.DATA_IN_USE,
            "the data folder "
                + data.toAbsolutePath()
                + " is in use by another "
                + service
                + "; stop it or choose another folder with --data");
      }
      return new DataFolder(tenant, channel, lock);
    } catch (IOException e) {
      throw new AdjutantException(
          ProcessReason.DATA_NOT_WRITABLE,
          "the data folder "
              + data.toAbsolutePath()
              + " can't be written ("
              + e.getClass().getSimpleName()
              + "); give it to this user or choose another with --data",
          e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very JVM: a second server in one process
    }
  }

  /** The tenant's folder, {@code DATA/tenants/default}. */
  public Path root() {
    return root;
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}

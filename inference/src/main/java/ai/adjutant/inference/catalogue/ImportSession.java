package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.Sha256;
import ai.adjutant.inference.catalogue.ModelStore.Staged;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bytes of one model directory as they are received. They are written beside the models,
 * and nothing of it is visible until {@link #finish}; closing it before removes it. One thread at a
 * time may use it.
 */
public final class ImportSession implements AutoCloseable {
  private final Upload upload;
  private final Staged staged;
  private final Completion completion;
  private final MessageDigest sha = Sha256.start();
  private @Nullable FileChannel file;
  private int index;
  private long written;

  ImportSession(Upload upload, Staged staged, Completion completion) {
    this.upload = upload;
    this.staged = staged;
    this.completion = completion;
  }

  /** Ends an upload; one of its methods is called once. */
  interface Completion {
    /** Checks, installs and opens the model. */
    Entry install(Upload upload, Staged staged, Map<String, String> digests);

    /** Releases the name of the model. */
    void released(Upload upload);
  }

  /**
   * Writes the next bytes of the current file.
   *
   * @throws AdjutantException IMPORT_BYTES_INVALID when they go beyond its end or have another
   *     digest than was listed, DISK_FULL when they can't be written
   */
  public void write(ByteBuffer bytes) {
    passEmptyFiles();
    if (index == upload.files().size()) {
      throw invalid("bytes came after the last file");
    }
    Upload.File current = upload.files().get(index);
    if (bytes.remaining() > current.bytes() - written) {
      throw invalid(
          "more bytes came for " + current.path() + " than its " + current.bytes() + " listed");
    }
    try {
      FileChannel channel = opened(current);
      written += bytes.remaining();
      sha.update(bytes.duplicate());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (written == current.bytes()) {
        end(current, channel);
      }
    } catch (IOException e) {
      throw unwritable(current.path(), e);
    }
    passEmptyFiles();
  }

  /** A file without bytes ends as soon as its turn comes. */
  private void passEmptyFiles() {
    while (index < upload.files().size() && upload.files().get(index).bytes() == 0) {
      Upload.File empty = upload.files().get(index);
      try {
        end(empty, opened(empty));
      } catch (IOException e) {
        throw unwritable(empty.path(), e);
      }
    }
  }

  private FileChannel opened(Upload.File current) throws IOException {
    FileChannel channel = file;
    if (channel == null) {
      Path path = staged.directory().resolve(current.path());
      Files.createDirectories(path.resolveSibling("."));
      channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      file = channel;
    }
    return channel;
  }

  private void end(Upload.File current, FileChannel channel) throws IOException {
    channel.force(true);
    channel.close();
    file = null;
    written = 0;
    index++;
    String digest = HexFormat.of().formatHex(sha.digest());
    if (!digest.equals(current.digest())) {
      throw invalid(
          current.path()
              + " came with the digest "
              + digest
              + " and "
              + current.digest()
              + " was listed; it was damaged on its way or changed meanwhile");
    }
  }

  /**
   * Moves the model into its place and opens it.
   *
   * @throws AdjutantException IMPORT_BYTES_INVALID when bytes are missing, or why the model can't
   *     be served; then all is as it was before
   */
  public Entry finish() {
    passEmptyFiles();
    if (index < upload.files().size()) {
      Upload.File current = upload.files().get(index);
      throw invalid(
          "the bytes ended in "
              + current.path()
              + " after "
              + written
              + " of its "
              + current.bytes()
              + " bytes, file "
              + (index + 1)
              + " of "
              + upload.files().size());
    }
    Map<String, String> digests = new HashMap<>();
    Set<Path> folders = new LinkedHashSet<>();
    for (Upload.File each : upload.files()) {
      digests.put(each.path(), each.digest());
      folders.add(staged.directory().resolve(each.path()).resolveSibling(".").normalize());
    }
    folders.add(staged.directory());
    folders.forEach(ModelStore::sync);
    return completion.install(upload, staged, digests);
  }

  private static AdjutantException invalid(String message) {
    return new AdjutantException(
        CatalogueReason.IMPORT_BYTES_INVALID, message + "; nothing of the model was kept");
  }

  private static AdjutantException unwritable(String path, IOException cause) {
    return new AdjutantException(
        CatalogueReason.DISK_FULL,
        path + " can't be written; is the disk of the data folder full?",
        cause);
  }

  /** Removes what is left of the upload; after {@link #finish} nothing is. */
  @Override
  public void close() {
    try {
      FileChannel open = file;
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("a file can't be closed", e);
    } finally {
      staged.close();
      completion.released(upload);
    }
  }
}

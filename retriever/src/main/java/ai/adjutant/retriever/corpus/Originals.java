package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.retriever.index.IndexView;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps files as they arrived, each under the SHA-256 of its bytes. Kept before the index names
 * them, and removed after it does so no longer; what a death in between leaves is swept at start.
 */
public final class Originals {
  private final Path folder;
  private final Set<String> expected = new HashSet<>(); // kept, and not yet named by the index
  private final Set<String> unread = new HashSet<>(); // on the list of documents, not in the index
  private long bytes; // guarded by this

  /** Those of a folder, which is walked here once and never again. */
  Originals(Path folder) throws IOException {
    this.folder = folder;
    this.bytes = DurableFiles.byteCount(folder);
  }

  /** Returns the bytes of all files kept; read from memory. */
  public synchronized long byteCount() {
    return bytes;
  }

  /**
   * Keeps a file; its content is durable when this returns, its name after {@link #sync}. It is not
   * purged before {@link #settle}.
   */
  public synchronized void keep(Path file, String sha256) throws IOException {
    expected.add(sha256);
    Path target = folder.resolve(sha256);
    if (Files.exists(target)) {
      return;
    }
    DurableFiles.sync(file);
    try {
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException e) {
      return; // the same bytes under another name, a moment ago
    } catch (UnsupportedOperationException e) {
      Path copy = folder.resolve(sha256 + ".new");
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      DurableFiles.sync(copy);
      Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
    }
    bytes += Files.size(target);
  }

  /** Makes the names of all kept files durable. */
  public void sync() throws IOException {
    DurableFiles.syncFolder(folder);
  }

  /** Says that the index names, or never will name, what was kept so far. */
  public synchronized void settle() {
    expected.clear();
  }

  /** Where a file of these bytes is kept, or would be. */
  Path file(String sha256) {
    return folder.resolve(sha256);
  }

  /** Removes a file unless a document of this view came from it, or one is about to. */
  public synchronized void purge(String sha256, IndexView view) throws IOException {
    if (!expected.contains(sha256) && !unread.contains(sha256) && !view.refersTo(sha256)) {
      Path file = folder.resolve(sha256);
      if (Files.exists(file)) {
        long freed = Files.size(file);
        Files.delete(file);
        bytes -= freed;
      }
    }
  }

  /**
   * Removes all files that no document of this view came from and no document on the list.
   *
   * @param view of an index that is known to be whole
   * @param listed originals of the documents on the list
   * @return how many files are on the list alone
   */
  synchronized int sweep(IndexView view, Set<String> listed) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (listed.contains(name) && !view.refersTo(name)) {
          unread.add(name);
        } else {
          purge(name, view);
        }
      }
    }
    return unread.size();
  }
}

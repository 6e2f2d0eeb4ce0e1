package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents of a corpus and the originals they came from, beside the originals: what an index
 * is rebuilt from. A journal of JSON Lines, durable before the commit of the index that it
 * describes; what follows the last confirmed commit is overwritten. Not safe for use by several
 * threads.
 */
final class Manifest {
  static final String NAME = "manifest.jsonl";

  private static final Logger log = LoggerFactory.getLogger(Manifest.class);
  private static final int FORMAT = 1;
  private static final int LINE_BYTES_MAX = 16 * 1024 * 1024;
  private static final long LINES_SPARE = 10_000;

  private final Path folder;
  private final String corpus;
  private final Map<String, KeptDocument> documents = new LinkedHashMap<>();
  private final List<ManifestLine> last = new ArrayList<>(); // of the last commit, not yet applied
  private long sequence;
  private long confirmed;
  private long length; // up to and with the last confirmed commit
  private long lengthBefore; // up to and with the one before
  private long lines;

  private Manifest(Path folder, String corpus) {
    this.folder = folder;
    this.corpus = corpus;
  }

  /** A new one, durable when this returns. */
  static Manifest create(
      Path folder, String corpus, long sequence, Collection<KeptDocument> documents)
      throws IOException {
    Manifest manifest = new Manifest(folder, corpus);
    manifest.rewrite(sequence, documents);
    return manifest;
  }

  /**
   * Reads the one of a folder up to the first line that is damaged; empty when there is none.
   *
   * @throws AdjutantException CORPUS_NEWER
   */
  static Optional<Manifest> open(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      Line first = line(in);
      if (!first.whole()
          || !(ManifestLine.read(first.text()) instanceof ManifestLine.Header header)) {
        throw new IOException(NAME + " does not start with its header");
      }
      if (header.format() > FORMAT) {
        throw CorpusFile.newer(NAME, header.format(), FORMAT);
      }
      Manifest manifest = new Manifest(folder, header.corpus());
      manifest.length = first.bytes();
      manifest.lengthBefore = first.bytes();
      manifest.read(in);
      return Optional.of(manifest);
    }
  }

  private void read(InputStream in) throws IOException {
    long offset = length;
    List<ManifestLine> batch = new ArrayList<>();
    for (Line line = line(in); line.whole(); line = line(in)) {
      offset += line.bytes();
      lines++;
      ManifestLine read;
      try {
        read = ManifestLine.read(line.text());
      } catch (IOException e) {
        return;
      }
      if (read instanceof ManifestLine.Commit commit) {
        applyLast();
        last.addAll(batch);
        batch.clear();
        sequence = commit.sequence();
        lengthBefore = length;
        length = offset;
      } else if (read instanceof ManifestLine.Confirmed known) {
        confirmed = known.sequence();
        length = offset;
      } else {
        batch.add(read);
      }
    }
  }

  private void applyLast() {
    for (ManifestLine line : last) {
      switch (line) {
        case ManifestLine.Put put -> documents.put(put.document().id(), put.document());
        case ManifestLine.Delete delete -> documents.remove(delete.id());
        case ManifestLine.Header header -> {}
        case ManifestLine.Commit commit -> {}
        case ManifestLine.Confirmed known -> {}
      }
    }
    last.clear();
  }

  private static Line line(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return new Line(bytes.toString(StandardCharsets.UTF_8), bytes.size() + 1, true);
      }
      if (bytes.size() == LINE_BYTES_MAX) {
        break;
      }
      bytes.write(next);
    }
    return new Line("", bytes.size(), false);
  }

  /** The corpus it belongs to. */
  String corpus() {
    return corpus;
  }

  /** Number of the last commit. */
  long sequence() {
    return sequence;
  }

  /**
   * Returns true when the index is known to have made the last commit, so that it can't be older.
   */
  boolean isConfirmed() {
    return confirmed == sequence;
  }

  /** Forgets the last commit, which the index did not make and which was not reported. */
  void dropLast() {
    last.clear();
    sequence--;
    length = lengthBefore;
  }

  /**
   * The documents as of the last commit; to be taken once, when it was opened, so that they don't
   * stay in memory.
   */
  Map<String, KeptDocument> take() {
    applyLast();
    Map<String, KeptDocument> taken = new LinkedHashMap<>(documents);
    documents.clear();
    return taken;
  }

  /** Reads the documents as of the last commit once more. */
  Map<String, KeptDocument> reread() throws IOException {
    Manifest again =
        open(folder).orElseThrow(() -> new IOException(NAME + " is gone from " + folder));
    if (again.sequence == sequence + 1) {
      again.dropLast();
    }
    return again.take();
  }

  /**
   * Writes changes behind the last confirmed commit, durable when this returns. They count once
   * they are confirmed, or when the index turns out to have made their commit.
   */
  long append(List<ManifestLine> changes) throws IOException {
    StringBuilder text = new StringBuilder();
    changes.forEach(change -> text.append(ManifestLine.write(change)));
    text.append(ManifestLine.write(new ManifestLine.Commit(sequence + 1)));
    try (FileChannel channel = write(text.toString(), length)) {
      channel.force(true);
      return channel.position();
    }
  }

  private FileChannel write(String text, long offset) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    FileChannel channel = FileChannel.open(folder.resolve(NAME), StandardOpenOption.WRITE);
    try {
      channel.truncate(offset);
      channel.position(offset);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Says that the index made the commit of the changes that ended at this offset. */
  void confirm(long end, int changes) {
    lengthBefore = length;
    length = end;
    sequence++;
    lines += changes + 1L;
    settle();
  }

  /**
   * Notes that the index stands at the last commit. Not synced: where it is lost, that commit
   * counts as one that a death may have prevented.
   */
  void settle() {
    if (isConfirmed()) {
      return;
    }
    try (FileChannel channel =
        write(ManifestLine.write(new ManifestLine.Confirmed(sequence)), length)) {
      length = channel.position();
      confirmed = sequence;
      lines++;
    } catch (IOException e) {
      log.warn("the list of documents could not be written; is the disk full?", e);
    }
  }

  /** Returns true when most of its lines are outdated. */
  boolean isLong(long documentCount) {
    return lines > LINES_SPARE + 4 * documentCount;
  }

  /** Writes it anew, shortest. */
  void rewrite(long at, Collection<KeptDocument> kept) throws IOException {
    Path fresh = folder.resolve(NAME + ".new");
    try (var out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
      out.write(ManifestLine.write(new ManifestLine.Header(FORMAT, corpus)));
      for (KeptDocument document : kept) {
        out.write(ManifestLine.write(new ManifestLine.Put(document)));
      }
      out.write(ManifestLine.write(new ManifestLine.Commit(at)));
    }
    DurableFiles.sync(fresh);
    long bytes = Files.size(fresh);
    Files.move(
        fresh,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    DurableFiles.syncFolder(folder);
    sequence = at;
    length = bytes;
    lengthBefore = bytes;
    lines = kept.size() + 1L;
    confirmed = -1;
  }

  /**
   * A line of the file.
   *
   * @param bytes its length with its end
   * @param whole false at the end of the file, and for a line that a death cut off
   */
  private record Line(String text, long bytes, boolean whole) {}
}

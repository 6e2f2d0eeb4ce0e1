package ai.adjutant.retriever.parse.archive;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.parse.ParseReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at the end of a ZIP file, where its index is, before anything is read from it. */
final class ZipIndex {
  private static final int END_SIGNATURE = 0x06054b50;

  /** Length of an empty archive. */
  static final int END_BYTES = 22;

  private static final int COMMENT_BYTES_MAX = 0xffff;
  private static final long INDEX_BYTES_PER_MEMBER = 400;

  private ZipIndex() {}

  /** Returns true when the file begins like a ZIP file. */
  static boolean isZip(byte[] head) {
    return head.length >= 4
        && head[0] == 'P'
        && head[1] == 'K'
        && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
  }

  /**
   * Refuses an index that is larger than the bound on members allows: reading it takes memory for
   * each member, and the count it states need not be true.
   *
   * @throws AdjutantException ARCHIVE_BOUND
   */
  static void check(Path file, int membersMax) throws IOException {
    long size = Files.size(file);
    int tailBytes = (int) Math.min(size, END_BYTES + COMMENT_BYTES_MAX);
    ByteBuffer tail = ByteBuffer.allocate(tailBytes).order(ByteOrder.LITTLE_ENDIAN);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(size - tailBytes);
      while (tail.hasRemaining() && channel.read(tail) >= 0) {}
    }
    for (int at = tail.position() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END_SIGNATURE) {
        int members = tail.getShort(at + 10) & 0xffff;
        long start = tail.getInt(at + 16) & 0xffffffffL;
        long indexBytes = start == 0xffffffffL ? tail.getInt(at + 12) & 0xffffffffL : size - start;
        if (members > membersMax || indexBytes > membersMax * INDEX_BYTES_PER_MEMBER) {
          throw new AdjutantException(
              ParseReason.ARCHIVE_BOUND,
              "it holds more than " + membersMax + " members; split it into smaller archives");
        }
        return;
      }
    }
  }
}

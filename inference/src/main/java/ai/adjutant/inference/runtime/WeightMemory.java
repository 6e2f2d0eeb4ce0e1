package ai.adjutant.inference.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Memory of weights that sessions of one graph share. They are opened one after the other, before
 * any of them is run.
 *
 * <p>ONNX Runtime rearranges weights for its products when it opens a session, into memory of the
 * session's own. Sessions of one graph ask for it in the same order whatever their number of
 * threads, so what the first asked for is handed out again to the next, which writes the same bytes
 * into it. That they are the same is checked.
 */
final class WeightMemory implements RuntimeAllocator.Watcher {
  /** Bytes that are summed up at once, since buffers end below 2 GiB. */
  private static final long PIECE = 1L << 30;

  /** In the order in which the first session asked. */
  private final List<Block> blocks = new ArrayList<>();

  private final Map<Long, Block> held = new HashMap<>();
  private @Nullable Thread opener;
  private boolean first = true;
  private int next;

  /** Some memory, and how many sessions hold it. */
  private static final class Block {
    private final long address;
    private final long bytes;
    private int holders = 1;

    Block(long address, long bytes) {
      this.address = address;
      this.bytes = bytes;
    }
  }

  /**
   * Opens a session. When it is not the first and this fails, the others can't be used any more.
   *
   * @param opening opens it in the calling thread
   * @throws IllegalStateException when it has other weights than the first
   */
  OrtSession open(RuntimeAllocator.Step<OrtSession> opening) throws OrtException {
    long before = sum();
    begin(Thread.currentThread());
    OrtSession session;
    try {
      session = RuntimeAllocator.watched(this, opening);
    } finally {
      begin(null);
    }
    if (!first && sum() != before) {
      close(session);
      throw new IllegalStateException("weights differ from one opening to the next");
    }
    first = false;
    return session;
  }

  /** Closes a session; what others hold stays. */
  void close(OrtSession session) throws OrtException {
    RuntimeAllocator.watched(
        this,
        () -> {
          session.close();
          return session;
        });
  }

  private synchronized void begin(@Nullable Thread thread) {
    opener = thread;
    next = 0;
  }

  private synchronized long sum() {
    CRC32C checksum = new CRC32C();
    for (Block block : held.values()) {
      MemorySegment memory = MemorySegment.ofAddress(block.address).reinterpret(block.bytes);
      for (long at = 0; at < block.bytes; at += PIECE) {
        long length = Math.min(PIECE, block.bytes - at);
        checksum.update(memory.asSlice(at, length).asByteBuffer());
      }
    }
    return checksum.getValue();
  }

  @Override
  public synchronized long reserve(long bytes) {
    if (Thread.currentThread() != opener) {
      return RuntimeAllocator.reserve(bytes);
    }
    Block block = first || next == blocks.size() ? null : blocks.get(next++);
    if (block != null && block.holders > 0 && block.bytes == bytes) {
      block.holders++;
      return block.address;
    }
    long address = RuntimeAllocator.reserve(bytes);
    if (first && address != 0) {
      Block taken = new Block(address, bytes);
      blocks.add(taken);
      held.put(address, taken);
    }
    return address;
  }

  @Override
  public synchronized void free(long address) {
    Block block = held.get(address);
    if (block != null && --block.holders > 0) {
      return;
    }
    held.remove(address);
    RuntimeAllocator.free(address);
  }

  /** Bytes that are held, each counted once however many sessions hold it. */
  synchronized long bytes() {
    return held.values().stream().mapToLong(block -> block.bytes).sum();
  }
}

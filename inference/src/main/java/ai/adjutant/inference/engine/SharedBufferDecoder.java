package ai.adjutant.inference.engine;

import ai.adjutant.inference.engine.BatchRun.Shape;
import ai.adjutant.inference.model.DecoderInput;
import ai.adjutant.inference.runtime.Graph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes with a graph that attends by GroupQueryAttention: the KV cache is written in place in one
 * buffer, and all sequences share one run a token.
 *
 * <p>The kernel takes row i of a batch from row i of the KV cache. So sequences are kept close: one
 * in a higher place moves into a gap before a step. A row that must be computed although it has no
 * turn, such as one whose prompt is still coming in, gets a token behind its last one, which its
 * next token overwrites.
 */
final class SharedBufferDecoder implements Decoder {
  /** Longer chunks fall out of the cache between two nodes: 512 tokens took a tenth longer. */
  private static final int CHUNK_MAX = 256;

  /** The same where the KV cache is in bytes, whose kernel is slower at long chunks. */
  private static final int BYTES_CHUNK_MAX = 64;

  /** Bounds the memory of logits where a graph computes them for every row. */
  private static final long LOGITS_BYTES_MAX = 64L << 20;

  private final Graph graph;
  private final DecoderPorts ports;
  private final DecoderInfo info;
  private final KvCache cache;
  private final int[] places;
  private final int[] lengths;
  private final boolean[] taken;
  private final int[] slotsByPlace;
  private final boolean[] stepping;
  private final int[] rows;
  private final Map<Integer, BatchRun> decodes = new HashMap<>();
  private @Nullable BatchRun prefill;
  private @Nullable BatchRun last;
  private long graphNanos;

  /** Takes the graph over; its ports must have been read from it. */
  SharedBufferDecoder(Graph graph, DecoderPorts ports, int contextLength, int slots) {
    this.graph = graph;
    this.ports = ports;
    int capacity = KvCache.capacity(ports.cache(), slots, contextLength);
    int chunkMax = ports.hasFloatCache() ? CHUNK_MAX : BYTES_CHUNK_MAX;
    int rowsMax =
        (int)
            Math.clamp(
                LOGITS_BYTES_MAX / Float.BYTES / ports.vocabularySize(), 16, (long) chunkMax);
    info =
        new DecoderInfo(
            ports.vocabularySize(),
            capacity,
            slots,
            ports.has(DecoderInput.LOGITS_ROWS) ? chunkMax : rowsMax,
            rowsMax,
            true,
            ports.cacheBytesPerToken());
    cache = new KvCache(graph, ports.cache(), slots, capacity);
    places = new int[slots];
    lengths = new int[slots];
    taken = new boolean[slots];
    slotsByPlace = new int[slots];
    Arrays.fill(slotsByPlace, -1);
    stepping = new boolean[slots];
    rows = new int[slots];
  }

  @Override
  public DecoderInfo info() {
    return info;
  }

  @Override
  public int begin() {
    int slot = 0;
    while (taken[slot]) {
      slot++;
    }
    int place = 0;
    while (slotsByPlace[place] >= 0) {
      place++;
    }
    taken[slot] = true;
    lengths[slot] = 0;
    put(slot, place);
    return slot;
  }

  private void put(int slot, int place) {
    places[slot] = place;
    slotsByPlace[place] = slot;
  }

  @Override
  public int length(int slot) {
    return lengths[slot];
  }

  @Override
  public void prefill(int slot, long[] tokens, int from, int count, LogitsMode mode) {
    if (count < 1 || count > info.chunkMax() || lengths[slot] + count > info.contextLength()) {
      throw new IllegalArgumentException(count + " tokens after " + lengths[slot]);
    }
    int logits =
        switch (mode) {
          case NONE -> 0;
          case LAST -> 1;
          case ALL -> count;
        };
    if (prefill != null) {
      prefill.close();
      prefill = null; // the next one may be refused
    }
    prefill = new BatchRun(graph, ports, cache, new Shape(places[slot], 1, count, logits));
    for (int i = 0; i < count; i++) {
      prefill.token(0, i, lengths[slot], tokens[from + i]);
    }
    run(prefill);
    lengths[slot] += count;
    for (int row = 0; row < Math.min(logits, rows.length); row++) {
      rows[row] = row;
    }
  }

  @Override
  public void decode(int[] slots, long[] tokens, int count, boolean fixedShape) {
    Arrays.fill(stepping, false); // a step that was refused may have left marks
    for (int i = 0; i < count; i++) {
      stepping[places[slots[i]]] = true;
    }
    if (!fixedShape) {
      closeGaps();
    }
    int batch = fixedShape ? info.slots() : highest() + 1;
    BatchRun run =
        decodes.computeIfAbsent(
            batch, n -> new BatchRun(graph, ports, cache, new Shape(0, n, 1, n)));
    for (int place = 0; place < batch; place++) {
      int slot = slotsByPlace[place];
      run.token(place, 0, slot < 0 ? 0 : lengths[slot], 0);
    }
    for (int i = 0; i < count; i++) {
      int place = places[slots[i]];
      run.token(place, 0, lengths[slots[i]], tokens[i]);
      rows[i] = place;
    }
    run(run);
    for (int i = 0; i < count; i++) {
      lengths[slots[i]]++;
    }
  }

  /** Moves stepping sequences from the highest places into free ones below them. */
  private void closeGaps() {
    for (int place = 0; place < highest(); place++) {
      if (slotsByPlace[place] < 0) {
        int from = highest();
        int slot = slotsByPlace[from];
        cache.copy(from, place, lengths[slot]);
        cache.release(from, lengths[slot]);
        slotsByPlace[from] = -1;
        stepping[from] = false;
        stepping[place] = true;
        put(slot, place);
      }
    }
  }

  private int highest() {
    int place = stepping.length - 1;
    while (!stepping[place]) {
      place--;
    }
    return place;
  }

  private void run(BatchRun run) {
    last = run;
    long start = System.nanoTime();
    run.run();
    graphNanos += System.nanoTime() - start;
  }

  @Override
  public void logits(int row, float[] target) {
    if (last == null) {
      throw new IllegalStateException("nothing was run");
    }
    last.logits(last == prefill ? row : rows[row], target);
  }

  @Override
  public void end(int slot) {
    if (taken[slot]) {
      taken[slot] = false;
      slotsByPlace[places[slot]] = -1;
      cache.release(places[slot], lengths[slot]);
      lengths[slot] = 0;
    }
  }

  @Override
  public long graphNanos() {
    return graphNanos;
  }

  @Override
  public int parkedThreads() {
    return graph.parkedThreads();
  }

  @Override
  public void close() {
    if (prefill != null) {
      prefill.close();
    }
    decodes.values().forEach(BatchRun::close);
    cache.close();
    graph.close();
  }
}

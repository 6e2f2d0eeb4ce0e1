package ai.adjutant.inference.attention;

import java.util.Arrays;

/**
 * Causal attention of grouped query heads over keys and values in place (Ainslie et al. 2023, GQA),
 * one run of one node: first {@link #append}, then every task once, by any threads.
 *
 * <p>A token's result depends on its own row alone, and not on how many tokens its row has in this
 * run: not a bit of it.
 */
public final class Attention {
  /** Queries that are taken over the same keys before the next keys are fetched. */
  private static final int TILE = 16;

  /** Keys or values that one query after the other is multiplied with. */
  static final int BLOCK = 128;

  /** With fewer tasks than this, heads that share keys are taken apart. */
  private static final int TASKS_LEAST = 8;

  private static final int WIDE = 8 * Lanes.WIDTH;

  private final Operands operands;
  private final int together;
  private final int headTiles;
  private final int rowsTogether;
  private final int rowTiles;

  /** Prepares a run. */
  public Attention(Operands operands) {
    this.operands = operands;
    int group = operands.heads() / operands.kvHeads();
    boolean step = operands.sequence() == 1;
    boolean enough = operands.batch() * operands.kvHeads() >= TASKS_LEAST;
    together = step && enough ? Math.min(group, TILE) : 1;
    headTiles = Math.ceilDiv(group, together);
    rowsTogether = TILE / together;
    rowTiles = Math.ceilDiv(operands.sequence(), rowsTogether);
  }

  /** Whether this machine computes it well: eight lanes at once, and the module that has them. */
  public static boolean available() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && Wide.ENOUGH;
  }

  /** Loaded only where the module is. */
  private static final class Wide {
    static final boolean ENOUGH =
        jdk.incubator.vector.FloatVector.SPECIES_PREFERRED.length() >= Lanes.WIDTH;
  }

  private int length(int row) {
    return Memory.integer(operands.lengths() + (long) row * Integer.BYTES) + 1;
  }

  private int past(int row) {
    return operands.prompts() ? 0 : Math.max(0, length(row) - operands.sequence());
  }

  /** Tokens of a row in this run that are no padding. */
  private int tokens(int row) {
    return Math.min(operands.sequence(), length(row) - past(row));
  }

  /** Whether all rows fit into the KV cache and the tables of positions. */
  public boolean fits() {
    int most = Math.min(operands.capacity(), operands.rotary().positions());
    for (int row = 0; row < operands.batch(); row++) {
      if (length(row) < 1 || length(row) > most) {
        return false;
      }
    }
    return true;
  }

  /** Writes the new keys, rotated, and the new values into the KV cache. */
  public void append() {
    int length = operands.headLength();
    long headBytes = (long) length * Float.BYTES;
    for (int row = 0; row < operands.batch(); row++) {
      int past = past(row);
      int tokens = tokens(row);
      for (int token = 0; token < tokens; token++) {
        long from = ((long) row * operands.sequence() + token) * operands.keyValueStride();
        for (int head = 0; head < operands.kvHeads(); head++) {
          long source = from * Float.BYTES + head * headBytes;
          long target = place(row, head) + (past + token) * headBytes;
          operands
              .rotary()
              .rotate(operands.key() + source, length, past + token, operands.keys() + target);
          Memory.copyFloats(operands.value() + source, operands.values() + target, length);
        }
      }
    }
  }

  /** Offset of a head's first position in the KV cache. */
  private long place(int row, int head) {
    return ((long) row * operands.kvHeads() + head)
        * operands.capacity()
        * operands.headLength()
        * Float.BYTES;
  }

  /** Tokens of the run, of all rows together. */
  public int tokens() {
    return operands.batch() * operands.sequence();
  }

  /** Number of tasks, which may run at the same time. */
  public int tasks() {
    return operands.batch() * operands.kvHeads() * headTiles * rowTiles;
  }

  /** Runs a task: some heads' queries of some tokens of a row. */
  public void run(int task) {
    int rowTile = task % rowTiles;
    int headTile = task / rowTiles % headTiles;
    int kvHead = task / rowTiles / headTiles % operands.kvHeads();
    int row = task / rowTiles / headTiles / operands.kvHeads();
    int group = operands.heads() / operands.kvHeads();
    int firstHead = kvHead * group + headTile * together;
    int heads = Math.min(together, group - headTile * together);
    int first = rowTile * rowsTogether;
    int last = Math.min(first + rowsTogether, operands.sequence());
    int real = Math.clamp(tokens(row), first, last);
    Tile tile = new Tile(row, firstHead, heads, first, real - first, past(row) + first);
    if (tile.tokens() > 0) {
      attend(tile, place(row, kvHead), Scratch.of(operands, TILE));
    }
    blank(tile, real, last);
  }

  /**
   * Queries of one task.
   *
   * @param position of the first token in its row
   */
  private record Tile(int row, int firstHead, int heads, int firstToken, int tokens, int position) {
    int queries() {
      return heads * tokens;
    }

    /** Keys that a query sees. */
    int seen(int query) {
      return position + query / heads + 1;
    }
  }

  private void attend(Tile tile, long place, Scratch scratch) {
    for (int query = 0; query < tile.queries(); query++) {
      query(tile, query, scratch);
    }
    scores(tile, operands.keys() + place, scratch);
    for (int query = 0; query < tile.queries(); query++) {
      scratch.sums[query] =
          Lanes.exponentials(scratch.scores, query * scratch.stride, tile.seen(query));
    }
    values(tile, operands.values() + place, scratch);
    for (int query = 0; query < tile.queries(); query++) {
      output(tile, query, scratch);
    }
  }

  /** Turns a query and scales it. */
  private void query(Tile tile, int query, Scratch scratch) {
    int length = operands.headLength();
    long token = (long) tile.row() * operands.sequence() + tile.firstToken() + query / tile.heads();
    long head = tile.firstHead() + query % tile.heads();
    long from = operands.query() + (token * operands.queryStride() + head * length) * Float.BYTES;
    operands.rotary().rotate(from, length, tile.seen(query) - 1, scratch.rotated);
    for (int i = 0; i < length; i++) {
      scratch.queries[query * length + i] =
          Memory.real(scratch.rotated + (long) i * Float.BYTES) * operands.scale();
    }
  }

  private void scores(Tile tile, long keys, Scratch scratch) {
    int length = operands.headLength();
    long stride = (long) length * Float.BYTES;
    int most = tile.seen(tile.queries() - 1);
    for (int first = 0; first < most; first += BLOCK) {
      long at = keys + first * stride;
      for (int query = 0; query < tile.queries(); query++) {
        int count = Math.min(BLOCK, tile.seen(query) - first);
        if (count > 0) {
          products(scratch, query * length, at, count);
          Lanes.scores(scratch.products, count, scratch.scores, query * scratch.stride + first);
        }
      }
    }
  }

  private void products(Scratch scratch, int query, long keys, int count) {
    int length = operands.headLength();
    long stride = (long) length * Float.BYTES;
    float[] products = scratch.products;
    int i = 0;
    for (; i + WIDE <= length; i += WIDE) {
      long at = keys + (long) i * Float.BYTES;
      Lanes.products64(scratch.queries, query + i, at, stride, count, products, i > 0);
    }
    if (i == 0) {
      Arrays.fill(products, 0, count * Lanes.WIDTH, 0);
    }
    for (; i < length; i += Lanes.WIDTH) {
      long at = keys + (long) i * Float.BYTES;
      Lanes.products8(scratch.queries, query + i, at, stride, count, products);
    }
  }

  private void values(Tile tile, long values, Scratch scratch) {
    int length = operands.headLength();
    long stride = (long) length * Float.BYTES;
    Arrays.fill(scratch.outputs, 0, tile.queries() * length, 0);
    int most = tile.seen(tile.queries() - 1);
    for (int first = 0; first < most; first += BLOCK) {
      for (int query = 0; query < tile.queries(); query++) {
        int count = Math.min(BLOCK, tile.seen(query) - first);
        if (count > 0) {
          weighted(scratch, query, first, count, values + first * stride);
        }
      }
    }
  }

  private void weighted(Scratch scratch, int query, int first, int count, long values) {
    int length = operands.headLength();
    long stride = (long) length * Float.BYTES;
    int weights = query * scratch.stride + first;
    int sums = query * length;
    int i = 0;
    for (; i + WIDE <= length; i += WIDE) {
      long at = values + (long) i * Float.BYTES;
      Lanes.values64(scratch.scores, weights, count, at, stride, scratch.outputs, sums + i);
    }
    for (; i < length; i += Lanes.WIDTH) {
      long at = values + (long) i * Float.BYTES;
      Lanes.values8(scratch.scores, weights, count, at, stride, scratch.outputs, sums + i);
    }
  }

  private void output(Tile tile, int query, Scratch scratch) {
    int length = operands.headLength();
    long to = output(tile, tile.firstToken() + query / tile.heads(), query % tile.heads());
    float inverse = 1 / scratch.sums[query];
    for (int i = 0; i < length; i++) {
      Memory.real(to + (long) i * Float.BYTES, scratch.outputs[query * length + i] * inverse);
    }
  }

  /** Padding attends to nothing. */
  private void blank(Tile tile, int first, int last) {
    for (int token = first; token < last; token++) {
      long to = output(tile, token, 0);
      long count = (long) tile.heads() * operands.headLength();
      Memory.ALL.asSlice(to, count * Float.BYTES).fill((byte) 0);
    }
  }

  private long output(Tile tile, int token, int head) {
    long row = (long) tile.row() * operands.sequence() + token;
    long at = row * operands.heads() + tile.firstHead() + head;
    return operands.output() + at * operands.headLength() * Float.BYTES;
  }
}

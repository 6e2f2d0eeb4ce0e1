package ai.adjutant.inference.engine;

import ai.adjutant.inference.engine.DecoderPorts.CachePort;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.NativeMemory;
import ai.adjutant.inference.runtime.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the KV cache of all slots: for each part of each layer one tensor {@code [slots, heads,
 * capacity, length]}, written in place. Addresses are reserved for the longest sequence in every
 * slot; memory is taken by the positions that are used, and given back. One owner.
 */
final class KvCache implements AutoCloseable {
  /** Positions up to which a slot keeps its memory for the next sequence: fresh pages cost time. */
  private static final int KEPT_POSITIONS = 512;

  private static final long PART_ALIGNMENT = 4096;

  private final Graph graph;
  private final List<CachePort> parts;
  private final int capacity;
  private final long[] offsets;
  private final NativeMemory memory;
  private final Map<Range, Map<String, Tensor>> views = new HashMap<>();

  private record Range(int first, int count) {}

  KvCache(Graph graph, List<CachePort> parts, int slots, int capacity) {
    this.graph = graph;
    this.parts = parts;
    this.capacity = capacity;
    offsets = new long[parts.size()];
    long bytes = 0;
    for (int part = 0; part < offsets.length; part++) {
      offsets[part] = bytes;
      bytes += Math.ceilDiv(slotBytes(part) * slots, PART_ALIGNMENT) * PART_ALIGNMENT;
    }
    memory = NativeMemory.reserve(bytes);
  }

  /** Positions of a slot that a tensor over all slots can have. */
  static int capacity(List<CachePort> parts, int slots, int contextLength) {
    long most = contextLength;
    for (CachePort part : parts) {
      most = Math.min(most, Integer.MAX_VALUE / (part.bytesPerToken() * slots));
    }
    return (int) most;
  }

  /** Consecutive slots as tensors, by the names of past and present alike. */
  Map<String, Tensor> pasts(int firstSlot, int count) {
    return views.computeIfAbsent(new Range(firstSlot, count), this::view);
  }

  /** The same tensors by the names of the outputs. */
  Map<String, Tensor> presents(int firstSlot, int count) {
    Map<String, Tensor> pasts = pasts(firstSlot, count);
    Map<String, Tensor> presents = HashMap.newHashMap(parts.size());
    for (CachePort part : parts) {
      Tensor tensor = pasts.get(part.past());
      assert tensor != null : part;
      presents.put(part.present(), tensor);
    }
    return presents;
  }

  private Map<String, Tensor> view(Range range) {
    Map<String, Tensor> tensors = HashMap.newHashMap(parts.size());
    for (int i = 0; i < offsets.length; i++) {
      CachePort part = parts.get(i);
      long offset = offsets[i] + range.first() * slotBytes(i);
      tensors.put(
          part.past(),
          graph.view(memory, offset, part.element(), part.lengths(range.count(), capacity)));
    }
    return tensors;
  }

  /** Copies the first positions of a slot to another. */
  void copy(int from, int to, int positions) {
    for (int i = 0; i < offsets.length; i++) {
      CachePort part = parts.get(i);
      long head = part.headLength() * part.element().bytes() * capacity;
      long used = part.headLength() * part.element().bytes() * positions;
      for (int h = 0; h < part.heads(); h++) {
        long place = offsets[i] + h * head;
        memory.copy(place + from * slotBytes(i), place + to * slotBytes(i), used);
      }
    }
  }

  /** Returns a slot's memory to the system where it was long. */
  void release(int slot, int positions) {
    if (positions <= KEPT_POSITIONS) {
      return;
    }
    for (int i = 0; i < offsets.length; i++) {
      memory.discard(offsets[i] + slot * slotBytes(i), slotBytes(i));
    }
  }

  private long slotBytes(int part) {
    return parts.get(part).bytesPerToken() * capacity;
  }

  @Override
  public void close() {
    List<Map<String, Tensor>> open = new ArrayList<>(views.values());
    views.clear();
    open.forEach(tensors -> tensors.values().forEach(Tensor::close));
    memory.close();
  }
}

package ai.adjutant.retriever.index.lucene;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.block.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Blocks as bytes: numbers of variable length, each offset as its distance from the one before. */
final class PackedBlocks {
  private static final BlockKind[] KINDS = BlockKind.values();

  private PackedBlocks() {}

  /** Packs blocks that lie in order, the first at or after this offset. */
  static byte[] pack(List<Block> blocks, int offset) {
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    try {
      out.writeVInt(blocks.size());
      int at = offset;
      for (Block block : blocks) {
        out.writeVInt(block.kind().ordinal());
        out.writeVInt(block.start() - at);
        out.writeVInt(block.end() - block.start());
        out.writeVInt(block.level());
        out.writeVInt(block.group());
        out.writeVInt(block.mark());
        out.writeVInt(block.cells().size());
        at = block.start();
        for (Cell cell : block.cells()) {
          out.writeVInt(cell.nameStart() - at);
          out.writeVInt(cell.nameEnd() - cell.nameStart());
          out.writeVInt(cell.start() - cell.nameEnd());
          out.writeVInt(cell.end() - cell.start());
          at = cell.end();
        }
        at = block.end();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has no I/O
    }
    return out.toArrayCopy();
  }

  /** Unpacks blocks; none where nothing is stored. */
  static List<Block> unpack(@Nullable BytesRef packed, int offset) {
    if (packed == null) {
      return List.of();
    }
    ByteArrayDataInput in = new ByteArrayDataInput(packed.bytes, packed.offset, packed.length);
    int count = in.readVInt();
    List<Block> blocks = new ArrayList<>(count);
    int at = offset;
    for (int i = 0; i < count; i++) {
      BlockKind kind = KINDS[in.readVInt()];
      int start = at + in.readVInt();
      int end = start + in.readVInt();
      int level = in.readVInt();
      int group = in.readVInt();
      int mark = in.readVInt();
      List<Cell> cells = cells(in, start);
      blocks.add(new Block(kind, start, end, level, group, mark, cells));
      at = end;
    }
    return blocks;
  }

  private static List<Cell> cells(ByteArrayDataInput in, int offset) {
    int count = in.readVInt();
    List<Cell> cells = new ArrayList<>(count);
    int at = offset;
    for (int i = 0; i < count; i++) {
      int nameStart = at + in.readVInt();
      int nameEnd = nameStart + in.readVInt();
      int start = nameEnd + in.readVInt();
      at = start + in.readVInt();
      cells.add(new Cell(nameStart, nameEnd, start, at));
    }
    return cells;
  }
}

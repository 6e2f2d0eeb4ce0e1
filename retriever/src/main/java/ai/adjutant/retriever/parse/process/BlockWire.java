package ai.adjutant.retriever.parse.process;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.block.Cell;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The blocks in a child process' answer; every number is checked before it is believed. */
final class BlockWire {
  private static final int LEVEL_MAX = 1_000;
  private static final int CELLS_MAX = 100_000;
  private static final BlockKind[] KINDS = BlockKind.values();

  private BlockWire() {}

  static void write(DataOutputStream out, List<Block> blocks) throws IOException {
    out.writeInt(blocks.size());
    for (Block block : blocks) {
      out.writeByte(block.kind().ordinal());
      out.writeInt(block.start());
      out.writeInt(block.end());
      out.writeShort(Math.min(block.level(), LEVEL_MAX));
      out.writeInt(block.group());
      out.writeInt(block.mark());
      out.writeInt(block.cells().size());
      for (Cell cell : block.cells()) {
        out.writeInt(cell.nameStart());
        out.writeInt(cell.nameEnd());
        out.writeInt(cell.start());
        out.writeInt(cell.end());
      }
    }
  }

  static List<Block> read(DataInputStream in, int length) throws IOException {
    int count = Wire.count(in);
    List<Block> blocks = new ArrayList<>();
    int before = 0;
    for (int i = 0; i < count; i++) {
      BlockKind kind = KINDS[Wire.bounded(in.readByte(), 0, KINDS.length - 1)];
      int start = Wire.bounded(in.readInt(), before, length - 1);
      int end = Wire.bounded(in.readInt(), start + 1, length);
      int level = Wire.bounded(in.readShort(), 0, LEVEL_MAX);
      int group = Wire.bounded(in.readInt(), 0, Integer.MAX_VALUE);
      int mark = Wire.bounded(in.readInt(), 0, end - start);
      blocks.add(new Block(kind, start, end, level, group, mark, cells(in, start, end)));
      before = end;
    }
    return blocks;
  }

  private static List<Cell> cells(DataInputStream in, int start, int end) throws IOException {
    int count = Wire.bounded(in.readInt(), 0, CELLS_MAX);
    List<Cell> cells = new ArrayList<>();
    int before = start;
    for (int i = 0; i < count; i++) {
      int nameStart = Wire.bounded(in.readInt(), before, end);
      int nameEnd = Wire.bounded(in.readInt(), nameStart, end);
      int valueStart = Wire.bounded(in.readInt(), nameEnd, end);
      before = Wire.bounded(in.readInt(), valueStart, end);
      cells.add(new Cell(nameStart, nameEnd, valueStart, before));
    }
    return cells;
  }
}

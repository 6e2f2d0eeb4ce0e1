package ai.adjutant.retriever.service;

import ai.adjutant.retrieval.v1.ChunkBlocks;
import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.block.Cell;
import ai.adjutant.retriever.chunk.Chunk;
import ai.adjutant.retriever.index.FoundChunk;

/** Blocks as messages. */
final class StructureMessages {
  private StructureMessages() {}

  static ChunkBlocks of(FoundChunk found) {
    Chunk chunk = found.chunk();
    ChunkBlocks.Builder message =
        ChunkBlocks.newBuilder().setNumber(chunk.number()).addAllHeadingPath(chunk.headingPath());
    for (Block block : chunk.blocks()) {
      message.addBlocks(
          block(block)
              .setText(
                  found
                      .text()
                      .substring(block.start() - chunk.start(), block.end() - chunk.start())));
    }
    return message.build();
  }

  private static ai.adjutant.retrieval.v1.Block.Builder block(Block block) {
    ai.adjutant.retrieval.v1.Block.Builder message =
        ai.adjutant.retrieval.v1.Block.newBuilder()
            .setKind(kind(block.kind()))
            .setStartOffset(block.start())
            .setEndOffset(block.end())
            .setLevel(block.level())
            .setGroup(block.group())
            .setMarkLength(block.mark());
    for (Cell cell : block.cells()) {
      message.addCells(
          ai.adjutant.retrieval.v1.Cell.newBuilder()
              .setNameStart(cell.nameStart())
              .setNameEnd(cell.nameEnd())
              .setStart(cell.start())
              .setEnd(cell.end()));
    }
    return message;
  }

  private static ai.adjutant.retrieval.v1.BlockKind kind(BlockKind kind) {
    return ai.adjutant.retrieval.v1.BlockKind.valueOf("BLOCK_KIND_" + kind.name());
  }
}

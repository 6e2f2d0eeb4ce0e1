package ai.adjutant.gateway.client;

import ai.adjutant.gateway.retrieve.Block;
import ai.adjutant.gateway.retrieve.BlockKind;
import ai.adjutant.gateway.retrieve.Stretch;
import ai.adjutant.retrieval.v1.Cell;
import ai.adjutant.retrieval.v1.ChunkBlocks;
import java.util.List;

/** The structure of a hit out of the retriever's messages. */
final class StructureMessages {
  private StructureMessages() {}

  static List<Stretch> of(List<ChunkBlocks> messages) {
    return messages.stream()
        .map(message ->
            new Stretch(
                message.getNumber(),
                message.getHeadingPathList(),
                message.getBlocksList().stream().map(StructureMessages::block).toList()))
        .toList();
  }

  private static Block block(ai.adjutant.retrieval.v1.Block block) {
    String text = block.getText();
    int start = block.getStartOffset();
    return new Block(
        kind(block.getKind()),
        start,
        block.getEndOffset(),
        text,
        block.getLevel(),
        block.getGroup(),
        block.getMarkLength(),
        block.getCellsList().stream().map(cell -> cell(cell, text, start)).toList());
  }

  private static Block.Cell cell(Cell cell, String text, int start) {
    return new Block.Cell(
        text.substring(cell.getNameStart() - start, cell.getNameEnd() - start),
        text.substring(cell.getStart() - start, cell.getEnd() - start),
        cell.getStart());
  }

  private static BlockKind kind(ai.adjutant.retrieval.v1.BlockKind kind) {
    return switch (kind) {
      case BLOCK_KIND_UNSPECIFIED, BLOCK_KIND_PARAGRAPH, UNRECOGNIZED -> BlockKind.PARAGRAPH;
      case BLOCK_KIND_HEADING -> BlockKind.HEADING;
      case BLOCK_KIND_ORDERED_ITEM -> BlockKind.ORDERED_ITEM;
      case BLOCK_KIND_UNORDERED_ITEM -> BlockKind.UNORDERED_ITEM;
      case BLOCK_KIND_CAPTION -> BlockKind.CAPTION;
      case BLOCK_KIND_TABLE_HEADER -> BlockKind.TABLE_HEADER;
      case BLOCK_KIND_TABLE_ROW -> BlockKind.TABLE_ROW;
      case BLOCK_KIND_DEFINITION -> BlockKind.DEFINITION;
      case BLOCK_KIND_QUESTION -> BlockKind.QUESTION;
      case BLOCK_KIND_ANSWER -> BlockKind.ANSWER;
      case BLOCK_KIND_CODE -> BlockKind.CODE;
      case BLOCK_KIND_QUOTED -> BlockKind.QUOTED;
      case BLOCK_KIND_CUE -> BlockKind.CUE;
      case BLOCK_KIND_FURNITURE -> BlockKind.FURNITURE;
    };
  }
}

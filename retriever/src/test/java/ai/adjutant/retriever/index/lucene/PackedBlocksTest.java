package ai.adjutant.retriever.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.block.Cell;
import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

class PackedBlocksTest {
  private static final List<Block> BLOCKS =
      List.of(
          new Block(BlockKind.ORDERED_ITEM, 1_000, 1_020, 2, 7, 3, List.of()),
          new Block(
              BlockKind.TABLE_ROW,
              1_021,
              1_300,
              0,
              8,
              0,
              List.of(new Cell(1_021, 1_025, 1_027, 1_030), new Cell(1_033, 1_033, 1_033, 1_300))));

  @Test
  void unpacksWhatWasPacked() {
    byte[] packed = PackedBlocks.pack(BLOCKS, 1_000);

    assertThat(PackedBlocks.unpack(new BytesRef(packed), 1_000)).isEqualTo(BLOCKS);
    assertThat(packed).hasSizeLessThan(40);
  }

  @Test
  void knowsNoBlocksWhereNoneWereStored() {
    assertThat(PackedBlocks.unpack(null, 0)).isEmpty();
  }
}

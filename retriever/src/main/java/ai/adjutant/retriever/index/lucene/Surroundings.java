package ai.adjutant.retriever.index.lucene;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.index.FoundChunk;
import ai.adjutant.retriever.index.IndexView;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chunks around a chunk. A document's chunks are written as one block, so that neighbours
 * have neighbouring numbers in their segment, before and after merges; the stored number of each is
 * checked all the same.
 */
final class Surroundings {
  private final StoredFields stored;
  private final List<LeafReaderContext> leaves;

  Surroundings(StoredFields stored, List<LeafReaderContext> leaves) {
    this.stored = stored;
    this.leaves = leaves;
  }

  /** The chunk and those around it, in reading order. */
  List<FoundChunk> of(int docId, FoundChunk middle) throws IOException {
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docId, leaves));
    int first = leaf.docBase;
    int last = leaf.docBase + leaf.reader().maxDoc() - 1;
    Deque<FoundChunk> around = new ArrayDeque<>();
    around.add(middle);
    for (int i = 1; i <= IndexView.AROUND_MAX && docId - i >= first; i++) {
      @Nullable FoundChunk before = neighbour(docId - i, middle, middle.chunk().number() - i);
      if (before == null) {
        break;
      }
      int shared = sharedGroup(before, around.getFirst());
      around.addFirst(before);
      if (shared == 0 || before.chunk().blocks().getFirst().group() != shared) {
        break;
      }
    }
    for (int i = 1; i <= IndexView.AROUND_MAX && docId + i <= last; i++) {
      @Nullable FoundChunk after = neighbour(docId + i, middle, middle.chunk().number() + i);
      if (after == null) {
        break;
      }
      int shared = sharedGroup(around.getLast(), after);
      around.addLast(after);
      if (shared == 0 || after.chunk().blocks().getLast().group() != shared) {
        break;
      }
    }
    return List.copyOf(around);
  }

  private @Nullable FoundChunk neighbour(int docId, FoundChunk of, int number) throws IOException {
    Document form = stored.document(docId);
    if (form.getField(Fields.NUMBER) == null
        || !of.documentId().equals(form.get(Fields.DOCUMENT))
        || form.getField(Fields.NUMBER).numericValue().intValue() != number) {
      return null; // another document's, or the document's own record
    }
    return DocumentMapper.chunk(form);
  }

  /**
   * The group that goes on from the end of one chunk to the start of the next; 0 where none does.
   */
  private static int sharedGroup(FoundChunk before, FoundChunk after) {
    List<Block> left = before.chunk().blocks();
    List<Block> right = after.chunk().blocks();
    if (left.isEmpty() || right.isEmpty()) {
      return 0;
    }
    int group = left.getLast().group();
    return group == right.getFirst().group() ? group : 0;
  }
}

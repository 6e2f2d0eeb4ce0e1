package ai.adjutant.retriever.chunk;

import ai.adjutant.retriever.parse.ParsedDocument;
import java.util.List;

/** Cuts a document into chunks. Pure; any thread may call. */
public interface Chunker {
  /** Cuts about 200 tokens a chunk, whole sentences, never across a section. */
  static Chunker sections() {
    return new SectionChunker();
  }

  /** Cuts one chunk a document. */
  static Chunker whole() {
    return new WholeChunker();
  }

  /** Cuts a document into chunks, in order; none for a document without text. */
  List<Chunk> cut(ParsedDocument document);
}

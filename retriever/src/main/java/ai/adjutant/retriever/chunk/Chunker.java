package ai.adjutant.retriever.chunk;

import ai.adjutant.retriever.parse.ParsedDocument;
import java.util.List;

/** Cuts a document into chunks. Pure; any thread may call. */
public interface Chunker {
  /** About 200 tokens a chunk, whole sentences, never across a section. */
  static Chunker sections() {
    return new SectionChunker();
  }

  /** One chunk a document. */
  static Chunker whole() {
    return new WholeChunker();
  }

  /** Chunks in order; none for a document without text. */
  List<Chunk> cut(ParsedDocument document);
}

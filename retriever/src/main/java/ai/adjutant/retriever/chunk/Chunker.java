package ai.adjutant.retriever.chunk;

import ai.adjutant.retriever.parse.ParsedDocument;
import java.util.List;

/** Cuts a document into chunks. Pure; any thread may call. */
public interface Chunker {
  /** Chunks in order; none for a document without text. */
  List<Chunk> cut(ParsedDocument document);
}

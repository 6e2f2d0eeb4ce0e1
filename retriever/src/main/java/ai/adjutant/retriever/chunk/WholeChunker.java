package ai.adjutant.retriever.chunk;

import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.text.Span;
import java.util.List;

/** One chunk a document, for collections whose documents are passages already. */
final class WholeChunker implements Chunker {
  @Override
  public List<Chunk> cut(ParsedDocument document) {
    Span all = Spans.stripped(document.text(), 0, document.text().length());
    return all.length() == 0
        ? List.of()
        : List.of(
            new Chunk(
                0,
                0,
                List.of(),
                all.start(),
                all.end(),
                Spans.blocks(document.blocks(), all),
                Spans.pages(document.pages(), all)));
  }
}

package ai.adjutant.retriever.service;

import ai.adjutant.retrieval.v1.Chunk;
import ai.adjutant.retrieval.v1.ListChunksRequest;
import ai.adjutant.retrieval.v1.ListChunksResponse;
import ai.adjutant.retriever.chunk.SearchText;
import ai.adjutant.retriever.index.FoundChunk;
import ai.adjutant.retriever.index.StandingChunk;
import java.util.List;

/** Makes pages of a document's chunks. */
final class ChunkPage {
  private static final int CHARACTERS_MAX = 20_000;

  /** A page ends behind the chunk that passes it: with the longest chunk far below a message. */
  private static final int PAGE_BYTES = 1024 * 1024;

  private ChunkPage() {}

  static ListChunksResponse of(
      ListChunksRequest request, ResourceNames.Child document, List<StandingChunk> chunks) {
    int size = Pages.size(request.getPageSize());
    String last = Pages.last(request.getPageToken());
    int after = last.isEmpty() ? -1 : Pages.number(last);
    ListChunksResponse.Builder page = ListChunksResponse.newBuilder();
    int bytes = 0;
    for (StandingChunk standing : chunks) {
      int number = standing.found().chunk().number();
      if (number <= after) {
        continue;
      }
      if (page.getChunksCount() == size || bytes > PAGE_BYTES) {
        return page.setNextPageToken(Pages.token(String.valueOf(after))).build();
      }
      Chunk chunk = message(document, standing.found());
      page.addChunks(chunk);
      bytes += chunk.getSerializedSize();
      after = number;
    }
    return page.build();
  }

  private static Chunk message(ResourceNames.Child document, FoundChunk found) {
    String text = SearchText.of(found.description().title(), found.chunk(), found.text());
    return Chunk.newBuilder()
        .setName(ResourceNames.chunk(document.corpus(), document.id(), found.chunk().number()))
        .setSearchText(text.substring(0, end(text)))
        .build();
  }

  /** Never between the halves of a character. */
  private static int end(String text) {
    if (text.length() <= CHARACTERS_MAX) {
      return text.length();
    }
    return Character.isHighSurrogate(text.charAt(CHARACTERS_MAX - 1))
        ? CHARACTERS_MAX - 1
        : CHARACTERS_MAX;
  }
}

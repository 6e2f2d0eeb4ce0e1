package ai.adjutant.retriever.service;

import ai.adjutant.retrieval.v1.AskedIdentifier;
import ai.adjutant.retrieval.v1.NearWord;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.Spelling;
import ai.adjutant.retrieval.v1.TermExpansion;
import ai.adjutant.retriever.index.ExplainedTerm;
import ai.adjutant.retriever.search.Reading;

/** How a question was read, as messages. */
final class ReadingMessages {
  private ReadingMessages() {}

  static void add(String corpus, Reading reading, SearchResponse.Builder response) {
    for (Reading.AskedIdentifier identifier : reading.identifiers()) {
      response.addIdentifiers(
          AskedIdentifier.newBuilder()
              .setText(identifier.written())
              .addAllForms(identifier.forms())
              .setKnown(identifier.known())
              .addAllNear(identifier.near()));
    }
    for (Reading.Expansion expansion : reading.expansions()) {
      ExplainedTerm term = expansion.term();
      response.addExpansions(
          TermExpansion.newBuilder()
              .setText(expansion.written())
              .setAdded(expansion.added())
              .setShortForm(term.shortForm())
              .setLongForm(term.longForm())
              .setChunk(ResourceNames.chunk(corpus, term.documentId(), term.chunk())));
    }
    for (Reading.Spelling spelling : reading.spellings()) {
      Spelling.Builder message =
          Spelling.newBuilder().setText(spelling.written()).setAssumed(spelling.assumed());
      for (Reading.NearWord near : spelling.near()) {
        message.addNear(
            NearWord.newBuilder()
                .setTerm(near.term().term())
                .setText(near.word())
                .setDistance(near.distance())
                .setChunkCount(near.term().chunkCount()));
      }
      response.addSpellings(message);
    }
  }
}

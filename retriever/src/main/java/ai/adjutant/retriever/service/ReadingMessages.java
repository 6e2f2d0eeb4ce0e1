package ai.adjutant.retriever.service;

import ai.adjutant.retrieval.v1.AskedIdentifier;
import ai.adjutant.retrieval.v1.NearWord;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.Spelling;
import ai.adjutant.retrieval.v1.TermExpansion;
import ai.adjutant.retrieval.v1.TermKind;
import ai.adjutant.retriever.search.Reading;
import ai.adjutant.retriever.search.TermSource;

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
              .setCommon(identifier.common())
              .addAllNear(identifier.near()));
    }
    for (Reading.Expansion expansion : reading.expansions()) {
      response.addExpansions(expansion(corpus, expansion));
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

  private static TermExpansion expansion(String corpus, Reading.Expansion expansion) {
    TermExpansion.Builder message =
        TermExpansion.newBuilder()
            .setText(expansion.written())
            .setAdded(expansion.added())
            .setShortForm(expansion.shortForm())
            .setLongForm(expansion.longForm())
            .setMeaningCount(expansion.meanings());
    switch (expansion.source()) {
      case TermSource.Document document ->
          message
              .setKind(TermKind.TERM_KIND_ABBREVIATION)
              .setChunk(ResourceNames.chunk(corpus, document.documentId(), document.chunk()));
      case TermSource.Person person ->
          message
              .setKind(TermMessages.kind(person.kind()))
              .setPrincipal(person.principal())
              .setAddTime(Times.of(person.addTime()));
    }
    return message.build();
  }
}

package ai.adjutant.admin.search;

import ai.adjutant.admin.client.Names;
import ai.adjutant.retrieval.v1.AskedIdentifier;
import ai.adjutant.retrieval.v1.NearWord;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.Spelling;
import ai.adjutant.retrieval.v1.TermExpansion;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How the search read a question, as lines and as JSON. */
final class ReadQuestion {
  private ReadQuestion() {}

  static List<String> lines(SearchResponse found) {
    List<String> lines = new ArrayList<>();
    for (AskedIdentifier identifier : found.getIdentifiersList()) {
      String near = String.join(", ", identifier.getNearList());
      lines.add(
          identifier.getKnown()
              ? "identifier "
                  + identifier.getText()
                  + (identifier.getCommon()
                      ? ": many hold it, searched for as a word"
                      : ": its holders come first")
              : "identifier "
                  + identifier.getText()
                  + ": not there"
                  + (near.isEmpty() ? "" : "; nearest: " + near));
    }
    for (TermExpansion expansion : found.getExpansionsList()) {
      lines.add(
          "searched for \"%s\" too, since %s \"%s\"%s"
              .formatted(
                  expansion.getAdded(),
                  expansion.getChunk().isEmpty()
                      ? expansion.getPrincipal() + " added"
                      : Names.chunkId(expansion.getChunk()) + " explains",
                  expansion.getText(),
                  expansion.getMeaningCount() > 1
                      ? " (one of %d meanings)".formatted(expansion.getMeaningCount())
                      : ""));
    }
    for (Spelling spelling : found.getSpellingsList()) {
      String near =
          spelling.getNearList().stream().map(NearWord::getText).collect(Collectors.joining(", "));
      lines.add(
          spelling.getAssumed()
              ? "\"%s\" was read as \"%s\"".formatted(spelling.getText(), near)
              : "\"%s\" is not there; near to it: %s".formatted(spelling.getText(), near));
    }
    return lines;
  }

  static void put(SearchResponse found, ObjectNode into) {
    ArrayNode identifiers = into.putArray("identifiers");
    for (AskedIdentifier identifier : found.getIdentifiersList()) {
      ObjectNode node =
          identifiers
              .addObject()
              .put("text", identifier.getText())
              .put("known", identifier.getKnown());
      ArrayNode near = node.putArray("near");
      identifier.getNearList().forEach(near::add);
    }
    ArrayNode expansions = into.putArray("expansions");
    for (TermExpansion expansion : found.getExpansionsList()) {
      expansions
          .addObject()
          .put("text", expansion.getText())
          .put("added", expansion.getAdded())
          .put("chunk", expansion.getChunk().isEmpty() ? null : Names.chunkId(expansion.getChunk()))
          .put("principal", expansion.getPrincipal().isEmpty() ? null : expansion.getPrincipal())
          .put("meanings", expansion.getMeaningCount());
    }
    ArrayNode spellings = into.putArray("spellings");
    for (Spelling spelling : found.getSpellingsList()) {
      ObjectNode node =
          spellings
              .addObject()
              .put("text", spelling.getText())
              .put("assumed", spelling.getAssumed());
      ArrayNode near = node.putArray("near");
      spelling.getNearList().forEach(word -> near.add(word.getText()));
    }
  }
}

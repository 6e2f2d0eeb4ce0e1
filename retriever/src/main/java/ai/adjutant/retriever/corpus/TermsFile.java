package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.retriever.term.AddedTerm;
import ai.adjutant.retriever.term.TermKey;
import ai.adjutant.retriever.term.TermKind;
import ai.adjutant.retriever.term.TermList;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes {@code terms.json}, which stands beside the manifest of a corpus. */
final class TermsFile {
  static final String NAME = "terms.json";

  private static final int FORMAT = 1;
  private static final long BYTES_MAX = 64L * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private TermsFile() {}

  /** Writes the terms of a corpus atomically; they are durable when this returns. */
  static void write(Path folder, TermList terms) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    ArrayNode added = root.putArray("added");
    for (AddedTerm term : terms.added().values()) {
      added
          .addObject()
          .put("short", term.shortForm())
          .put("long", term.longForm())
          .put("kind", term.kind().name())
          .put("principal", term.principal())
          .put("add_time", term.addTime().toString());
    }
    ArrayNode removed = root.putArray("removed");
    for (TermKey key : terms.removed()) {
      removed.addObject().put("short", key.shortForm()).put("long", key.longForm());
    }
    DurableFiles.writeAtomically(folder, NAME, JSON.writeValueAsBytes(root));
  }

  /**
   * Reads the terms of a corpus; none where people never changed them.
   *
   * @throws IOException when the file is damaged, or a later version wrote it
   */
  static TermList read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return TermList.EMPTY;
    }
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(NAME + " is larger than it can be");
    }
    JsonNode root = JSON.readTree(Files.readAllBytes(file));
    if (root.path("format").asInt() != FORMAT) {
      throw new IOException(NAME + " has no format that is known: " + root.path("format"));
    }
    List<AddedTerm> added = new ArrayList<>();
    List<TermKey> removed = new ArrayList<>();
    try {
      for (JsonNode term : root.path("added")) {
        added.add(
            new AddedTerm(
                term.path("short").asText(),
                term.path("long").asText(),
                TermKind.valueOf(term.path("kind").asText()),
                term.path("principal").asText(),
                Instant.parse(term.path("add_time").asText())));
      }
      for (JsonNode key : root.path("removed")) {
        removed.add(new TermKey(key.path("short").asText(), key.path("long").asText()));
      }
      return new TermList(added, removed);
    } catch (AdjutantException | IllegalArgumentException | DateTimeException e) {
      throw new IOException(NAME + " is damaged: " + e.getMessage(), e);
    }
  }
}

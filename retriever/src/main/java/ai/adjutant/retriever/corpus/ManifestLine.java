package ai.adjutant.retriever.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of the manifest. */
sealed interface ManifestLine {
  /** The first line. */
  record Header(int format, String corpus) implements ManifestLine {}

  /** A document stands, in place of any other of its id. */
  record Put(KeptDocument document) implements ManifestLine {}

  /** A document is gone. */
  record Delete(String id) implements ManifestLine {}

  /** What stands before it belongs to the index' commit of this number. */
  record Commit(long sequence) implements ManifestLine {}

  /** The index made the commit of this number; it is not older from here on. */
  record Confirmed(long sequence) implements ManifestLine {}

  /** Writes and reads JSON. */
  ObjectMapper JSON = new ObjectMapper();

  /** The line as written, with its end. */
  static String write(ManifestLine line) {
    ObjectNode root = JSON.createObjectNode();
    switch (line) {
      case Header header -> root.put("format", header.format()).put("corpus", header.corpus());
      case Put put -> put(root.putObject("put"), put.document());
      case Delete delete -> root.put("delete", delete.id());
      case Commit commit -> root.put("commit", commit.sequence());
      case Confirmed confirmed -> root.put("confirmed", confirmed.sequence());
    }
    return root + "\n";
  }

  private static void put(ObjectNode node, KeptDocument document) {
    node.put("id", document.id())
        .put("version", document.version())
        .put("given", document.given())
        .put("original", document.original())
        .put("file", document.file())
        .put("load_time", document.loadTime().toString());
    if (!document.label().isEmpty()) {
      node.put("label", document.label());
    }
    if (!document.metadata().isEmpty()) {
      ObjectNode metadata = node.putObject("metadata");
      document.metadata().forEach(metadata::put);
    }
    put(node, "effective_from", document.effectiveFrom());
    put(node, "effective_until", document.effectiveUntil());
  }

  private static void put(ObjectNode node, String field, @Nullable Instant instant) {
    if (instant != null) {
      node.put(field, instant.toString());
    }
  }

  /**
   * Reads a line.
   *
   * @throws IOException when it is none
   */
  static ManifestLine read(String line) throws IOException {
    try {
      JsonNode root = JSON.readTree(line);
      if (root.has("put")) {
        return new Put(document(root.get("put")));
      }
      if (root.has("delete")) {
        return new Delete(root.get("delete").asText());
      }
      if (root.path("commit").isIntegralNumber()) {
        return new Commit(root.get("commit").asLong());
      }
      if (root.path("confirmed").isIntegralNumber()) {
        return new Confirmed(root.get("confirmed").asLong());
      }
      if (root.path("format").isInt()) {
        return new Header(root.get("format").asInt(), root.path("corpus").asText());
      }
      throw new IOException("a line of " + Manifest.NAME + " says nothing that is known");
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IOException("a line of " + Manifest.NAME + " is damaged", e);
    }
  }

  private static KeptDocument document(JsonNode node) {
    Map<String, String> metadata = new HashMap<>();
    node.path("metadata")
        .properties()
        .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
    return new KeptDocument(
        node.path("id").asText(),
        node.path("version").asText(),
        node.path("given").asText(),
        node.path("original").asText(),
        node.path("file").asText(),
        Instant.parse(node.path("load_time").asText()),
        node.path("label").asText(),
        metadata,
        instant(node, "effective_from"),
        instant(node, "effective_until"));
  }

  private static @Nullable Instant instant(JsonNode node, String field) {
    return node.has(field) ? Instant.parse(node.get(field).asText()) : null;
  }
}

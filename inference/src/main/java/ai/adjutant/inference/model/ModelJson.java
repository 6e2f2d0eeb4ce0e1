package ai.adjutant.inference.model;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.file.DurableFiles;
import ai.adjutant.inference.model.ModelSpec.Variant;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code model.json}: what was found out about a directory, so that a later start need not hash
 * files that did not change, and {@code serve}, where a person names the graph to be served. It is
 * a cache but for that name: one that is damaged is reported and written anew, one of a later
 * format is left alone.
 *
 * @param serve the graph that is to be served whatever is faster
 * @param files what is known of files, by path
 * @param root as it was read; empty when there was none
 * @param foreign whether a later release wrote it
 */
record ModelJson(
    Optional<String> serve, Map<String, FileMark> files, JsonNode root, boolean foreign) {
  static final String FILE = "model.json";

  private static final long FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger log = LoggerFactory.getLogger(ModelJson.class);

  ModelJson {
    files = Map.copyOf(files);
  }

  /**
   * A file as it was hashed.
   *
   * @param bytes its length
   * @param modified when it was changed last, in milliseconds
   * @param digest SHA-256, hexadecimal
   */
  record FileMark(long bytes, long modified, String digest) {}

  static ModelJson read(Path directory) {
    try {
      JsonFile file = JsonFile.config(directory, FILE);
      return parse(file.root());
    } catch (AdjutantException e) {
      log.warn(
          "model.json is damaged and written anew; a graph named by 'serve' is forgotten:"
              + " model={} message={}",
          directory.getFileName(),
          e.getMessage());
      return new ModelJson(Optional.empty(), Map.of(), JSON.createObjectNode(), false);
    }
  }

  private static ModelJson parse(JsonNode root) {
    if (root.path("format").asLong(FORMAT) > FORMAT) {
      log.warn("model.json is of a later format and left alone: format={}", root.path("format"));
      return new ModelJson(Optional.empty(), Map.of(), root, true);
    }
    Map<String, FileMark> files = new TreeMap<>();
    for (JsonNode file : root.path("files")) {
      String digest = file.path("digest").asText("");
      if (!digest.matches("[0-9a-f]{64}") || !file.path("path").isTextual()) {
        throw Refusals.file(FILE + " lists a file without path or digest");
      }
      files.put(
          file.path("path").textValue(),
          new FileMark(file.path("bytes").asLong(-1), file.path("modified").asLong(-1), digest));
    }
    JsonNode serve = root.path("serve");
    return new ModelJson(
        serve.isTextual() ? Optional.of(serve.textValue()) : Optional.empty(), files, root, false);
  }

  /** Writes what is known now, where that differs from what was read and the folder allows. */
  void update(Path directory, List<Variant> variants, Map<String, FileMark> marks) {
    if (foreign) {
      return;
    }
    ObjectNode next = next(variants, marks);
    // Compared as text: a number read back has another type than one that was put in.
    if (next.toString().equals(root.toString())) {
      return;
    }
    try {
      DurableFiles.writeAtomically(
          directory, FILE, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(next));
    } catch (IOException e) {
      log.info(
          "model.json can't be written, files are hashed at each start: model={} cause={}",
          directory.getFileName(),
          e.toString());
    }
  }

  private ObjectNode next(List<Variant> variants, Map<String, FileMark> marks) {
    ObjectNode next = JSON.createObjectNode().put("format", FORMAT);
    serve.ifPresent(file -> next.put("serve", file));
    next.put("chosen", variants.getFirst().file());
    ArrayNode graphs = next.putArray("variants");
    for (Variant variant : variants) {
      graphs
          .addObject()
          .put("file", variant.file())
          .put("provider", variant.provider())
          .put("weights", variant.weights())
          .put("digest", variant.digest())
          .put("bytes", variant.bytes())
          .put("runtimeMin", variant.runtimeMin());
    }
    ArrayNode files = next.putArray("files");
    new TreeMap<>(marks)
        .forEach((path, mark) ->
            files
                .addObject()
                .put("path", path)
                .put("bytes", mark.bytes())
                .put("modified", mark.modified())
                .put("digest", mark.digest()));
    return next;
  }
}

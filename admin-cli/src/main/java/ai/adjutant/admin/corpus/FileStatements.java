package ai.adjutant.admin.corpus;

import ai.adjutant.admin.client.JsonLines;
import ai.adjutant.admin.client.QuestionFile;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.retrieval.v1.FileStart;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the sender states of single files: JSON Lines {@code {"path", "label", "effective_from",
 * "effective_until", "metadata": {}}}, all but the path optional. A path names a file as its
 * document will be called.
 */
final class FileStatements {
  /** Metadata keys that would be without effect, and the flags to be used instead. */
  static final Map<String, String> MISPLACED =
      Map.of(
          "label", "--label",
          "effective_from", "--effective-from",
          "effective_until", "--effective-until");

  private static final Set<String> FIELDS =
      Set.of("path", "label", "effective_from", "effective_until", "metadata");

  private final Map<String, FileStart> byPath;

  private FileStatements(Map<String, FileStart> byPath) {
    this.byPath = byPath;
  }

  /** Nothing is stated. */
  static FileStatements none() {
    return new FileStatements(Map.of());
  }

  /**
   * Reads a file of them.
   *
   * @param folder the files to load, one of which each line must name
   * @throws CommandFailure naming file, line and what is wrong
   */
  static FileStatements read(Path file, Folder folder) throws IOException {
    Set<String> names = new HashSet<>();
    folder.files().forEach(entry -> names.add(entry.name()));
    Map<String, FileStart> byPath = new HashMap<>();
    JsonLines.read(file, (node, place) -> statement(node, place, names, byPath));
    return new FileStatements(byPath);
  }

  /** The start of a file, with what is stated of it. */
  FileStart start(Folder.FolderFile entry) {
    @Nullable FileStart stated = byPath.get(entry.name());
    FileStart.Builder start =
        stated == null ? FileStart.newBuilder().setPath(entry.name()) : stated.toBuilder();
    return start.setByteCount(entry.bytes()).build();
  }

  private static FileStart statement(
      JsonNode node, String place, Set<String> names, Map<String, FileStart> byPath) {
    Set<String> unknown = new TreeSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(FIELDS);
    if (!unknown.isEmpty()) {
      throw refused(
          place,
          "\"" + unknown.iterator().next() + "\" is none of " + List.copyOf(new TreeSet<>(FIELDS)));
    }
    String path = JsonLines.text(node, "path", place);
    if (!names.contains(path)) {
      throw refused(place, "no file to load is called \"" + path + "\"");
    }
    FileStart.Builder start = FileStart.newBuilder().setPath(path);
    text(node, "label", place).ifPresent(start::setLabel);
    text(node, "effective_from", place)
        .ifPresent(date -> start.setEffectiveFrom(date(date, "effective_from", place)));
    text(node, "effective_until", place)
        .ifPresent(date -> start.setEffectiveUntil(date(date, "effective_until", place)));
    metadata(node.path("metadata"), place, start);
    if (start.hasEffectiveFrom() && start.hasEffectiveUntil()) {
      requireOrder(start.getEffectiveFrom(), start.getEffectiveUntil(), place);
    }
    if (byPath.putIfAbsent(path, start.build()) != null) {
      throw refused(place, "\"" + path + "\" is on an earlier line too");
    }
    return start.build();
  }

  private static Optional<String> text(JsonNode node, String field, String place) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.asText().isBlank()) {
      throw refused(place, "\"" + field + "\" is not a text");
    }
    return Optional.of(value.asText());
  }

  private static Timestamp date(String text, String field, String place) {
    return QuestionFile.instant(text, place + ": " + field);
  }

  private static void metadata(JsonNode node, String place, FileStart.Builder start) {
    if (node.isMissingNode() || node.isNull()) {
      return;
    }
    if (!node.isObject()) {
      throw refused(place, "\"metadata\" is not an object of texts");
    }
    node.properties()
        .forEach(entry -> {
          if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
            throw refused(place, "metadata \"" + entry.getKey() + "\" is not a text");
          }
          if (MISPLACED.containsKey(entry.getKey())) {
            throw refused(
                place,
                "metadata \""
                    + entry.getKey()
                    + "\" would be without effect; write it beside \"metadata\", not in it");
          }
          start.putMetadata(entry.getKey(), entry.getValue().asText());
        });
  }

  /** Refuses dates between which a document would never be in force. */
  private static void requireOrder(Timestamp from, Timestamp until, String place) {
    if (!isBefore(from, until)) {
      throw refused(place, "effective_until is not after effective_from");
    }
  }

  static boolean isBefore(Timestamp from, Timestamp until) {
    return Instant.ofEpochSecond(from.getSeconds(), from.getNanos())
        .isBefore(Instant.ofEpochSecond(until.getSeconds(), until.getNanos()));
  }

  private static CommandFailure refused(String place, String why) {
    return new CommandFailure(ExitCode.INPUT_REFUSED, place + ": " + why);
  }
}

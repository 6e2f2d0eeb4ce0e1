package ai.adjutant.inference.model;

import ai.adjutant.chassis.error.AdjutantException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bounded JSON object from a file. */
record JsonFile(String file, JsonNode root) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final long CONFIG_BYTES_MAX = 16L << 20;

  /** Reads a file of configuration; one that is not there is an empty object. */
  static JsonFile config(Path directory, String file) {
    return readIfPresent(directory.resolve(file), CONFIG_BYTES_MAX);
  }

  private static JsonFile readIfPresent(Path path, long bytesMax) {
    String file = String.valueOf(path.getFileName());
    if (!Files.isRegularFile(path)) {
      return new JsonFile(file, JSON.createObjectNode());
    }
    try {
      JsonNode root = JSON.readTree(text(path, bytesMax));
      if (!root.isObject()) {
        throw refused(file + " is no JSON object", null);
      }
      return new JsonFile(file, root);
    } catch (JsonProcessingException e) {
      throw refused(
          file + " is no JSON, line " + e.getLocation().getLineNr() + "; copy the model again", e);
    }
  }

  /**
   * Text of a file.
   *
   * @throws AdjutantException MODEL_FILE_REFUSED when it is longer or can't be read
   */
  static String text(Path path, long bytesMax) {
    String file = String.valueOf(path.getFileName());
    try {
      long bytes = Files.size(path);
      if (bytes > bytesMax) {
        throw refused(file + " has " + bytes + " bytes and may have " + bytesMax, null);
      }
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw refused(file + " can't be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /**
   * The first of the fields that is there, as a positive number; models that also see keep what
   * concerns text under {@code text_config}.
   */
  OptionalInt positive(List<String> fields) {
    for (String field : fields) {
      JsonNode value = root.has(field) ? root.path(field) : root.path("text_config").path(field);
      if (value.isIntegralNumber()) {
        if (!value.canConvertToInt() || value.intValue() < 1) {
          throw refused(file + ": " + field + " is " + value + ", not a positive number", null);
        }
        return OptionalInt.of(value.intValue());
      }
    }
    return OptionalInt.empty();
  }

  /** The length of the context, in tokens. */
  int context(List<String> fields) {
    int length =
        positive(fields)
            .orElseThrow(() -> refused(file + " names none of " + String.join(", ", fields), null));
    if (length < 2) {
      throw refused(file + " gives a context of " + length + " token", null);
    }
    return length;
  }

  /** Token ids: a number or a list of them; none when the field is not there. */
  Set<Long> ids(String field) {
    JsonNode value = root.path(field);
    Set<Long> ids = new HashSet<>();
    if (value.isIntegralNumber()) {
      ids.add(value.longValue());
    }
    for (JsonNode each : value) {
      if (!each.isIntegralNumber()) {
        throw refused(file + ": " + field + " holds " + each + ", which is no token id", null);
      }
      ids.add(each.longValue());
    }
    return ids;
  }

  /** A special token's text, which is written plainly or as an object; empty when there is none. */
  String tokenText(String field) {
    JsonNode token = root.path(field);
    return token.isObject() ? token.path("content").asText("") : token.asText("");
  }

  private static AdjutantException refused(String message, @Nullable Throwable cause) {
    return Refusals.file(message, cause);
  }
}

package ai.adjutant.inference.model;

import ai.adjutant.chassis.error.AdjutantException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A bounded JSON object from a file. */
record JsonFile(String file, JsonNode root) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the file; a file that is not there is an empty object. */
  static JsonFile readIfPresent(Path path, long bytesMax) {
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

  /** Text of a file. */
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

  /** The first of the fields that is there, as a positive number. */
  OptionalInt positive(List<String> fields) {
    for (String field : fields) {
      JsonNode value = root.path(field);
      if (value.isIntegralNumber()) {
        if (!value.canConvertToInt() || value.intValue() < 1) {
          throw refused(file + ": " + field + " is " + value + ", not a positive number", null);
        }
        return OptionalInt.of(value.intValue());
      }
    }
    return OptionalInt.empty();
  }

  private static AdjutantException refused(String message, @Nullable Throwable cause) {
    return new AdjutantException(ModelReason.MODEL_FILE_REFUSED, message, cause);
  }
}

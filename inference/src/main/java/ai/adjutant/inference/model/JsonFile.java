package ai.adjutant.inference.model;

import ai.adjutant.chassis.error.AdjutantException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
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
  /** Files of configuration are small; that of Gemma 3's tokenizer has a megabyte. */
  static final long CONFIG_BYTES_MAX = 8L << 20;

  private static final int DEPTH_MAX = 64;

  /** A tree takes some hundred bytes of the heap for each. */
  private static final int VALUES_MAX = 500_000;

  private static final int TEXT_LENGTH_MAX = 2 << 20;
  private static final int IDS_MAX = 1_000;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(DEPTH_MAX)
                      .maxStringLength(TEXT_LENGTH_MAX)
                      .build())
              .build());

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
      String text = text(path, bytesMax);
      count(file, text);
      JsonNode root = JSON.readTree(text);
      if (!root.isObject()) {
        throw refused(file + " is no JSON object", null);
      }
      return new JsonFile(file, root);
    } catch (StreamConstraintsException e) {
      throw refused(
          file
              + " is nested deeper than "
              + DEPTH_MAX
              + ", or has a text or number beyond all measure",
          null);
    } catch (JsonProcessingException e) {
      throw refused(
          file + " is no JSON, line " + e.getLocation().getLineNr() + "; copy the model again", e);
    }
  }

  /** Counts before a tree is made, which takes many times the memory of the text. */
  private static void count(String file, String text) throws JsonProcessingException {
    int values = 0;
    try (JsonParser parser = JSON.getFactory().createParser(text)) {
      while (parser.nextToken() != null) {
        if (++values > VALUES_MAX) {
          throw refused(file + " has more than " + VALUES_MAX + " values and names", null);
        }
      }
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a text can't be read", e);
    }
  }

  /**
   * Text of a file.
   *
   * @throws AdjutantException MODEL_FILE_REFUSED when it is longer or can't be read
   */
  static String text(Path path, long bytesMax) {
    checkSize(path, bytesMax);
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * Sees that a file is no longer than it may be.
   *
   * @throws AdjutantException MODEL_FILE_REFUSED when it is longer or can't be read
   */
  static void checkSize(Path path, long bytesMax) {
    try {
      long bytes = Files.size(path);
      if (bytes > bytesMax) {
        throw refused(
            path.getFileName() + " has " + bytes + " bytes and may have " + bytesMax, null);
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static AdjutantException unreadable(Path path, IOException cause) {
    return refused(
        path.getFileName() + " can't be read (" + cause.getClass().getSimpleName() + ")", cause);
  }

  /**
   * The first of the fields that is there, as a positive number; models that also see keep what
   * concerns text under {@code text_config}.
   *
   * @param most that the number may be
   */
  OptionalInt positive(List<String> fields, int most) {
    for (String field : fields) {
      JsonNode value = value(field);
      if (value.isIntegralNumber()) {
        if (!value.canConvertToInt() || value.intValue() < 1 || value.intValue() > most) {
          throw refused(file + ": " + field + " is " + shown(value) + ", not 1 to " + most, null);
        }
        return OptionalInt.of(value.intValue());
      }
    }
    return OptionalInt.empty();
  }

  private JsonNode value(String field) {
    return root.has(field) ? root.path(field) : root.path("text_config").path(field);
  }

  /**
   * The length of the context, in tokens; one that is beyond all measure comes as the largest
   * number, since some files say 10^30 for "no limit".
   */
  int context(List<String> fields) {
    for (String field : fields) {
      JsonNode value = value(field);
      if (value.isIntegralNumber()) {
        BigInteger length = value.bigIntegerValue();
        if (length.compareTo(BigInteger.TWO) < 0) {
          throw refused(
              file + ": " + field + " gives a context of " + shown(value) + " token", null);
        }
        return length.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
      }
    }
    throw refused(file + " names none of " + String.join(", ", fields), null);
  }

  /** Token ids: a number or a list of them; none when the field is not there. */
  Set<Long> ids(String field) {
    JsonNode value = root.path(field);
    Set<Long> ids = new HashSet<>();
    if (value.isIntegralNumber()) {
      ids.add(id(field, value));
    }
    if (value.size() > IDS_MAX) {
      throw refused(file + ": " + field + " lists more than " + IDS_MAX + " ids", null);
    }
    for (JsonNode each : value) {
      ids.add(id(field, each));
    }
    return ids;
  }

  private long id(String field, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw refused(
          file + ": " + field + " holds " + shown(value) + ", which is no token id", null);
    }
    return value.intValue();
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
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

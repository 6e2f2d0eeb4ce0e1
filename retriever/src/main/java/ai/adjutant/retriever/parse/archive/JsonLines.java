package ai.adjutant.retriever.parse.archive;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.parse.DocumentReader;
import ai.adjutant.retriever.parse.Names;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Part;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.validity.Statements;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON Lines in BEIR form: a line is a document {@code {_id, title?, text, metadata?}}. */
public final class JsonLines {
  /** Bounds a line, in bytes; a longer one is reported and left out. */
  public static final int LINE_BYTES_MAX = 16 << 20;

  private static final int MARK_BYTES = 3;
  private static final int TOKENS_MAX = 200_000;
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxTokenCount(TOKENS_MAX)
                          .maxNestingDepth(100)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonLines() {}

  /** Names each line of a file as a part; what is no such line is reported as {@code path:LINE}. */
  static void split(Path file, String path, DocumentReader.PartHandler handler) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      skipMark(in);
      Lines lines = new Lines(in);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        String place = path + ":" + lines.number;
        if (lines.cut) {
          handler.failed(place, tooLong(place));
        } else if (!isBlank(line)) {
          splitLine(line, place, handler);
        }
      }
    }
  }

  private static void splitLine(byte[] line, String place, DocumentReader.PartHandler handler) {
    Part part;
    try {
      part = new BytesPart(id(read(line, place), place), line, BytesPart.Form.JSON_LINE);
    } catch (AdjutantException e) {
      handler.failed(place, e);
      return;
    }
    handler.part(part);
  }

  /**
   * Reads one line as a document.
   *
   * @throws AdjutantException BAD_JSON_LINE, EMPTY or TOO_LARGE
   */
  public static ParsedDocument parse(byte[] line, String place, int charactersMax) {
    JsonNode object = read(line, place);
    Statements statements = new Statements();
    statements.add("title", text(object, "title", place));
    JsonNode metadata = object.path("metadata");
    if (metadata.isObject()) {
      metadata.properties().forEach(entry -> state(entry.getKey(), entry.getValue(), statements));
    }
    TextBuilder text = new TextBuilder(charactersMax);
    text.block(text(object, "text", place));
    if (text.isBlank()) {
      text.block(statements.title());
    }
    if (text.isBlank()) {
      throw new AdjutantException(ParseReason.EMPTY, place + " has neither text nor title");
    }
    return statements.document(text, "", "application/jsonl");
  }

  private static JsonNode read(byte[] line, String place) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw bad(place, "is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw bad(place, "is not UTF-8: " + e.getMessage(), e);
    }
    if (node == null || !node.isObject()) {
      throw bad(place, "is not a JSON object", null);
    }
    if (!node.path("text").isTextual()) {
      throw bad(place, "has no \"text\" that is a string", null);
    }
    return node;
  }

  private static String id(JsonNode object, String place) {
    JsonNode id = object.path("_id");
    if (!id.isTextual() && !id.isIntegralNumber()) {
      throw bad(place, "has no \"_id\" that is a string or a whole number", null);
    }
    String value = id.asText();
    if (value.isBlank()
        || value.length() > Names.CHARACTERS_MAX
        || value.chars().anyMatch(Character::isISOControl)) {
      throw bad(
          place,
          "has an \"_id\" that is empty, longer than "
              + Names.CHARACTERS_MAX
              + " characters, or holds control characters",
          null);
    }
    return value;
  }

  private static String text(JsonNode object, String name, String place) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw bad(place, "has a \"" + name + "\" that is no string", null);
    }
    return value.asText();
  }

  private static void state(String name, JsonNode value, Statements into) {
    if (value.isObject()) {
      value.properties().forEach(e -> into.add(name + "." + e.getKey(), flat(e.getValue())));
    } else {
      into.add(name, flat(value));
    }
  }

  private static String flat(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(item.isValueNode() ? item.asText() : item.toString()));
      return String.join(", ", items);
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static AdjutantException bad(String place, String what, @Nullable Throwable cause) {
    return new AdjutantException(
        ParseReason.BAD_JSON_LINE,
        place + " " + what + "; a line is {\"_id\": …, \"title\": …, \"text\": …}",
        cause);
  }

  private static AdjutantException tooLong(String place) {
    return new AdjutantException(
        ParseReason.TOO_LARGE, place + " is longer than " + LINE_BYTES_MAX + " bytes; split it");
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static void skipMark(InputStream in) throws IOException {
    in.mark(MARK_BYTES);
    byte[] mark = in.readNBytes(MARK_BYTES);
    boolean utf8 =
        mark.length == MARK_BYTES
            && (mark[0] & 0xff) == 0xef
            && (mark[1] & 0xff) == 0xbb
            && (mark[2] & 0xff) == 0xbf;
    if (!utf8) {
      in.reset();
    }
  }

  /** Lines of bytes; of one above the bound only the fact remains. */
  private static final class Lines {
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;
    private boolean cut;

    Lines(InputStream in) {
      this.in = in;
    }

    byte @Nullable [] next() throws IOException {
      line.reset();
      cut = false;
      int b = in.read();
      if (b < 0) {
        return null;
      }
      number++;
      while (b >= 0 && b != '\n') {
        if (line.size() < LINE_BYTES_MAX) {
          line.write(b);
        } else {
          cut = true;
        }
        b = in.read();
      }
      byte[] bytes = line.toByteArray();
      boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
      return carriageReturn ? java.util.Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
  }
}

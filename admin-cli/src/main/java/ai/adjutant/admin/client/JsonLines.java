package ai.adjutant.admin.client;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Files with a JSON object a line. */
public final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES_MAX = 1_000_000;

  /** Jackson points at itself where it may not show its source; place and line are named anyway. */
  private static final Pattern POINTER = Pattern.compile(" \\(start marker at .*\\)$");

  private JsonLines() {}

  /**
   * Reads a file, which may be packed by gzip.
   *
   * @param read makes an item of a line's object; its second argument is the place, for messages
   * @throws CommandFailure naming file, line and what is wrong
   */
  public static <T> List<T> read(Path file, BiFunction<JsonNode, String, T> read)
      throws IOException {
    List<T> items = new ArrayList<>();
    int number = 0;
    try (BufferedReader lines = open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String place = file + ", line " + ++number;
        if (number > LINES_MAX) {
          throw new CommandFailure(
              ExitCode.INPUT_REFUSED, file + " has more than " + LINES_MAX + " lines");
        }
        if (!line.isBlank()) {
          items.add(read.apply(object(line, place), place));
        }
      }
    } catch (MalformedInputException e) {
      throw new CommandFailure(ExitCode.INPUT_REFUSED, file + " is not UTF-8 text");
    } catch (ZipException | EOFException e) {
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED, file + " is no gzip file, or a damaged one; copy it again");
    }
    if (items.isEmpty()) {
      throw new CommandFailure(ExitCode.INPUT_REFUSED, file + " is empty");
    }
    return items;
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      boolean packed = file.toString().endsWith(".gz");
      return new BufferedReader(
          new InputStreamReader(
              packed ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static JsonNode object(String line, String place) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node == null || !node.isObject()) {
        throw new CommandFailure(ExitCode.INPUT_REFUSED, place + ": not a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new CommandFailure(ExitCode.INPUT_REFUSED, place + ": not JSON: " + fault(e));
    }
  }

  /** What a parser found wrong, in its words, without the place. */
  public static String fault(JacksonException failure) {
    return POINTER.matcher(failure.getOriginalMessage()).replaceFirst("");
  }

  /** A string field that must be there. */
  public static String text(JsonNode node, String field, String place) {
    JsonNode value = node.get(field);
    if (value == null || !value.isValueNode() || value.asText().isBlank()) {
      throw new CommandFailure(
          ExitCode.INPUT_REFUSED, place + ": \"" + field + "\" is missing or empty");
    }
    return value.asText();
  }
}

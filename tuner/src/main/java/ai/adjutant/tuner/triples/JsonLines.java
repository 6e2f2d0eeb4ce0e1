package ai.adjutant.tuner.triples;

import ai.adjutant.chassis.error.AdjutantException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads files of one JSON object a line, compressed where their names end in {@code .gz}. */
final class JsonLines {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINES_MAX = 10_000_000;

  private JsonLines() {}

  /** Takes a line's object. */
  @FunctionalInterface
  interface LineTaker {
    /**
     * Takes one.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    void take(JsonNode line);
  }

  /**
   * Reads all lines.
   *
   * @throws AdjutantException EXAMPLES_UNREADABLE; EXAMPLE_REFUSED, naming the line
   */
  static void each(Path file, LineTaker taker) {
    int number = 0;
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (number > LINES_MAX) {
          throw new IllegalArgumentException("there are more than " + LINES_MAX + " lines");
        }
        if (!line.isBlank()) {
          taker.take(JSON.readTree(line));
        }
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      String what = e instanceof JsonProcessingException ? "is no JSON" : e.getMessage();
      throw new AdjutantException(
          TriplesReason.EXAMPLE_REFUSED,
          file.getFileName() + " line " + number + ": " + what + "; mend the line or remove it",
          e);
    } catch (IOException e) {
      throw new AdjutantException(
          TriplesReason.EXAMPLES_UNREADABLE,
          file + " can't be read (" + e.getClass().getSimpleName() + " after line " + number + ")",
          e);
    }
  }

  /** A text that must be there. */
  static String text(JsonNode line, String name) {
    JsonNode value = line.path(name);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new IllegalArgumentException("'" + name + "' is no text");
    }
    return value.asText();
  }
}

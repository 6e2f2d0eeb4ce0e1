package ai.adjutant.inference.read;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.encoder.EncoderDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the {@code config.json} of a reader says under {@code adjutant_reader}.
 *
 * @param length longest row in tokens, which the graph's positions bound as well
 * @param languages BCP 47 languages; empty means every language
 */
record ReaderConfig(int length, List<String> languages) {
  /** The architecture that the configuration of a reader names. */
  static final String ARCHITECTURE = "AdjutantReader";

  private static final int FORMAT = 1;

  /** A row must hold a question, three special tokens and something of a passage. */
  private static final int LENGTH_MIN = 16;

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

  /**
   * Reads it.
   *
   * @throws AdjutantException READER_REFUSED, naming the file and the field
   */
  static ReaderConfig of(EncoderDirectory files) {
    String architecture = EncoderDirectory.architecture(files.path());
    if (!architecture.equals(ARCHITECTURE)) {
      throw refused(
          "architectures is '" + architecture + "', and '" + ARCHITECTURE + "' of a reader");
    }
    JsonNode reader = files.json("config.json").path("adjutant_reader");
    if (!reader.isObject()) {
      throw refused("adjutant_reader is missing");
    }
    JsonNode format = reader.path("format");
    if (!format.isInt() || format.asInt() != FORMAT) {
      throw refused(
          "adjutant_reader.format is "
              + shown(format)
              + ", and this release reads format "
              + FORMAT);
    }
    JsonNode length = reader.path("length");
    if (!length.isInt() || length.asInt() < LENGTH_MIN) {
      throw refused(
          "adjutant_reader.length is "
              + shown(length)
              + ", and at least "
              + LENGTH_MIN
              + " tokens");
    }
    return new ReaderConfig(
        Math.min(length.asInt(), files.contextLength()), languages(reader.path("languages")));
  }

  private static List<String> languages(JsonNode stated) {
    if (!stated.isArray()) {
      throw refused(
          "adjutant_reader.languages is " + shown(stated) + ", and a list such as [\"en\"]");
    }
    List<String> languages = new ArrayList<>();
    for (JsonNode language : stated) {
      if (!LANGUAGE.matcher(language.asText("")).matches()) {
        throw refused(
            "adjutant_reader.languages has " + shown(language) + ", which is no BCP 47 language");
      }
      languages.add(language.asText());
    }
    return languages;
  }

  private static String shown(JsonNode value) {
    String text = value.isMissingNode() ? "missing" : value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static AdjutantException refused(String what) {
    return new AdjutantException(
        ReadReason.READER_REFUSED,
        "config.json: " + what + "; copy the reader's directory again, or export it anew");
  }
}

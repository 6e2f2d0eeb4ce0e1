package ai.adjutant.inference.encoder;

import ai.adjutant.chassis.error.AdjutantException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory with an encoder: {@code config.json}, {@code onnx/model.onnx} or {@code model.onnx}
 * with its external data beside it, and {@code tokenizer.json}.
 *
 * @param name the directory's name
 * @param path where it lies
 * @param graph file of the graph
 * @param tokenizer file of the tokenizer
 * @param contextLength longest input in tokens
 */
public record EncoderDirectory(
    String name, Path path, Path graph, Path tokenizer, int contextLength) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long JSON_BYTES_MAX = 16L << 20;
  private static final long TOKENIZER_BYTES_MAX = 256L << 20;
  private static final String CONFIG = "config.json";

  /**
   * The first of the {@code architectures} that a {@code config.json} names; empty where there is
   * none, or the file can't be read.
   */
  public static String architecture(Path directory) {
    try {
      return json(directory, CONFIG).path("architectures").path(0).asText("");
    } catch (AdjutantException e) {
      return ""; // whoever opens it says what is wrong with the file
    }
  }

  /**
   * Reads a directory.
   *
   * @throws AdjutantException ENCODER_FILE_MISSING or ENCODER_REFUSED, naming the file
   */
  public static EncoderDirectory read(Path directory) {
    Path graph =
        Stream.of("onnx/model.onnx", "model.onnx")
            .map(directory::resolve)
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(
                () -> missing("onnx/model.onnx or model.onnx", "export the model to ONNX"));
    return new EncoderDirectory(
        String.valueOf(directory.getFileName()),
        directory,
        graph,
        required(directory, "tokenizer.json", "save it with the fast tokenizer of the model"),
        contextLength(directory));
  }

  private static int contextLength(Path directory) {
    required(directory, CONFIG, "copy it from where the model comes from");
    JsonNode config = json(directory, CONFIG);
    String family = config.path("model_type").asText("").toLowerCase(Locale.ROOT);
    // RoBERTa and its kin count positions from behind the padding token's id.
    boolean shifted = Stream.of("roberta", "camembert", "mpnet").anyMatch(family::contains);
    double positions =
        config.path("max_position_embeddings").asDouble()
            - (shifted ? config.path("pad_token_id").asDouble(1) + 1 : 0);
    // Some tokenizers say 10^30 for "no limit", hence doubles.
    double length =
        Stream.of(
                positions,
                json(directory, "tokenizer_config.json").path("model_max_length").asDouble(),
                json(directory, "sentence_bert_config.json").path("max_seq_length").asDouble())
            .filter(known -> known > 0)
            .min(Double::compare)
            .orElse(0.0);
    if (positions < 1 || length < 8 || length > 1 << 20) {
      throw refused(
          CONFIG + ": max_position_embeddings gives a context of " + (long) length + " tokens",
          null);
    }
    return (int) length;
  }

  /** A JSON object of the directory; empty where the file is not there. */
  public JsonNode json(String file) {
    return json(path, file);
  }

  private static JsonNode json(Path directory, String file) {
    Path path = directory.resolve(file);
    if (!Files.isRegularFile(path)) {
      return JSON.createObjectNode();
    }
    try {
      return JSON.readTree(bytes(path, JSON_BYTES_MAX));
    } catch (JsonProcessingException e) {
      throw refused(
          file + " is no JSON, line " + e.getLocation().getLineNr() + "; copy the model again", e);
    } catch (IOException e) {
      throw refused(file + " can't be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /** The bytes of {@code tokenizer.json}. */
  public byte[] tokenizerJson() {
    try {
      return bytes(tokenizer, TOKENIZER_BYTES_MAX);
    } catch (IOException e) {
      throw refused("tokenizer.json can't be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static byte[] bytes(Path file, long bytesMax) throws IOException {
    long bytes = Files.size(file);
    if (bytes > bytesMax) {
      throw refused(file.getFileName() + " has " + bytes + " bytes, at most " + bytesMax, null);
    }
    return Files.readAllBytes(file);
  }

  /** Every file that decides what the model says, in a fixed order. */
  List<Path> parts() {
    String graphName = String.valueOf(graph.getFileName());
    try (Stream<Path> beside = Files.list(graph.resolveSibling(""))) {
      List<Path> external =
          beside
              .filter(file -> String.valueOf(file.getFileName()).startsWith(graphName))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      Stream<Path> beyond =
          Stream.of(CONFIG, "1_Pooling/config.json", "sentence_bert_config.json", "tokenizer.json")
              .map(path::resolve)
              .filter(Files::isRegularFile);
      return Stream.concat(beyond, external.stream()).toList();
    } catch (IOException e) {
      throw refused("the folder of " + graphName + " can't be listed", e);
    }
  }

  private static Path required(Path directory, String file, String cure) {
    Path path = directory.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw missing(file, cure);
    }
    return path;
  }

  private static AdjutantException missing(String file, String cure) {
    return new AdjutantException(EncoderReason.ENCODER_FILE_MISSING, file + " is missing; " + cure);
  }

  private static AdjutantException refused(String message, @Nullable Throwable cause) {
    return new AdjutantException(EncoderReason.ENCODER_REFUSED, message, cause);
  }
}

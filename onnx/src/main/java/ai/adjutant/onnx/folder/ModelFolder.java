package ai.adjutant.onnx.folder;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.decoder.DecoderShape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A new model's folder, laid out as Optimum does. */
public final class ModelFolder {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;

  private ModelFolder(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes a folder, or takes an empty one.
   *
   * @throws AdjutantException MODEL_FOLDER_NOT_EMPTY or MODEL_FOLDER_UNWRITABLE
   */
  public static ModelFolder create(Path directory) {
    try {
      Files.createDirectories(directory);
      try (Stream<Path> entries = Files.list(directory)) {
        if (entries.findAny().isPresent()) {
          throw new AdjutantException(
              FolderReason.MODEL_FOLDER_NOT_EMPTY,
              directory + " is not empty; name a folder that is, or one that does not exist");
        }
      }
      return new ModelFolder(directory);
    } catch (IOException e) {
      throw new AdjutantException(
          FolderReason.MODEL_FOLDER_UNWRITABLE,
          directory
              + " can't be made ("
              + e.getClass().getSimpleName()
              + "); name a folder in a place that can be written",
          e);
    }
  }

  /** Where it lies. */
  public Path directory() {
    return directory;
  }

  /**
   * Writes {@code config.json} and {@code generation_config.json}.
   *
   * @param begin the token that every text begins with, if there is one
   * @param ends the tokens that end a generation, at least one
   * @throws AdjutantException MODEL_FOLDER_UNWRITABLE
   */
  public void config(DecoderShape shape, OptionalInt begin, List<Integer> ends) {
    ObjectNode config = Configurations.of(shape);
    ObjectNode generation = JsonNodeFactory.instance.objectNode();
    for (ObjectNode each : List.of(config, generation)) {
      begin.ifPresent(id -> each.put("bos_token_id", id));
      ArrayNode endIds = each.putArray("eos_token_id");
      ends.forEach(endIds::add);
    }
    json("config.json", config);
    json("generation_config.json", generation);
  }

  /**
   * Writes {@code tokenizer.json} and {@code tokenizer_config.json}.
   *
   * @throws AdjutantException MODEL_FOLDER_UNWRITABLE
   */
  public void tokenizer(JsonNode tokenizer, JsonNode tokenizerConfig) {
    json("tokenizer.json", tokenizer);
    json("tokenizer_config.json", tokenizerConfig);
  }

  private void json(String file, JsonNode content) {
    try {
      Files.write(
          directory.resolve(file),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    } catch (IOException e) {
      throw new AdjutantException(
          FolderReason.MODEL_FOLDER_UNWRITABLE,
          file + " can't be written (" + e.getClass().getSimpleName() + "); is the disk full?",
          e);
    }
  }
}

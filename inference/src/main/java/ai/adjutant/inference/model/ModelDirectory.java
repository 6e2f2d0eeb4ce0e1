package ai.adjutant.inference.model;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.model.ModelSpec.CacheShape;
import ai.adjutant.inference.model.ModelSpec.Chat;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory with a decoder: {@code config.json}, {@code onnx/model.onnx} or {@code model.onnx}
 * with its external data beside it, {@code tokenizer.json}, and where they exist {@code
 * generation_config.json}, {@code tokenizer_config.json} and {@code chat_template.jinja}.
 */
public final class ModelDirectory {
  private static final long CONFIG_BYTES_MAX = 16L << 20;
  private static final long TEMPLATE_BYTES_MAX = 1L << 20;
  private static final long TOKENIZER_BYTES_MAX = 256L << 20;

  private static final String CONFIG = "config.json";
  private static final String GENERATION = "generation_config.json";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String TEMPLATE = "chat_template.jinja";

  private final Path directory;

  private ModelDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Reads a directory.
   *
   * @throws AdjutantException MODEL_FILE_MISSING or MODEL_FILE_REFUSED, naming the file
   */
  public static ModelSpec read(Path directory) {
    return new ModelDirectory(directory).spec();
  }

  private ModelSpec spec() {
    Path graph = graph();
    Path tokenizer = required(TOKENIZER, "save it with the fast tokenizer of the model");
    required(CONFIG, "copy it from where the model comes from");
    if (size(tokenizer) > TOKENIZER_BYTES_MAX) {
      throw refused(TOKENIZER + " has more than " + TOKENIZER_BYTES_MAX + " bytes");
    }
    JsonFile config = json(CONFIG);
    Set<Long> ends = new HashSet<>(endTokens(json(GENERATION)));
    if (ends.isEmpty()) {
      ends.addAll(endTokens(config));
    }
    if (ends.isEmpty()) {
      throw refused("neither " + GENERATION + " nor " + CONFIG + " names eos_token_id");
    }
    return new ModelSpec(
        String.valueOf(directory.getFileName()),
        Digests.files(directory, graph, tokenizer, parts(graph)),
        contextLength(config),
        ends,
        ModelSpec.Ports.OPTIMUM,
        cacheShape(config),
        ModelSpec.Attention.PLAIN,
        chat(),
        List.of());
  }

  private Path graph() {
    for (String place : List.of("onnx/model.onnx", "model.onnx")) {
      Path graph = directory.resolve(place);
      if (Files.isRegularFile(graph)) {
        return graph;
      }
    }
    throw missing(
        "onnx/model.onnx or model.onnx", "export the model with task text-generation-with-past");
  }

  private Path required(String file, String cure) {
    Path path = directory.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw missing(file, cure);
    }
    return path;
  }

  /** Every file that decides what the model says. */
  private List<Path> parts(Path graph) {
    List<Path> parts = new ArrayList<>();
    for (String file : List.of(CONFIG, GENERATION, TOKENIZER, TOKENIZER_CONFIG, TEMPLATE)) {
      Path path = directory.resolve(file);
      if (Files.isRegularFile(path)) {
        parts.add(path);
      }
    }
    String graphName = String.valueOf(graph.getFileName());
    try (Stream<Path> beside = Files.list(graph.resolveSibling("."))) {
      beside
          .map(Path::normalize)
          .filter(path -> String.valueOf(path.getFileName()).startsWith(graphName))
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(parts::add);
    } catch (IOException e) {
      throw new AdjutantException(
          ModelReason.MODEL_FILE_REFUSED, "the folder of " + graphName + " can't be listed", e);
    }
    return parts;
  }

  private static int contextLength(JsonFile config) {
    List<String> fields =
        List.of("max_position_embeddings", "n_positions", "n_ctx", "max_sequence_length");
    int length =
        config
            .positive(fields)
            .orElseThrow(() -> refused(CONFIG + " names none of " + String.join(", ", fields)));
    if (length < 2) {
      throw refused(CONFIG + " gives a context of " + length + " token");
    }
    return length;
  }

  private static CacheShape cacheShape(JsonFile config) {
    List<String> headFields = List.of("num_attention_heads", "n_head");
    int queryHeads = config.positive(headFields).orElse(0);
    int heads = config.positive(List.of("num_key_value_heads")).orElse(queryHeads);
    int hidden = config.positive(List.of("hidden_size", "n_embd")).orElse(0);
    int length =
        config.positive(List.of("head_dim")).orElse(queryHeads == 0 ? 0 : hidden / queryHeads);
    return new CacheShape(heads, length);
  }

  private static Set<Long> endTokens(JsonFile file) {
    JsonNode value = file.root().path("eos_token_id");
    Set<Long> ids = new HashSet<>();
    if (value.isIntegralNumber()) {
      ids.add(value.longValue());
    }
    for (JsonNode each : value) {
      if (!each.isIntegralNumber()) {
        throw refused(file.file() + ": eos_token_id holds " + each + ", which is no token id");
      }
      ids.add(each.longValue());
    }
    return ids;
  }

  private Chat chat() {
    JsonFile config = json(TOKENIZER_CONFIG);
    Path file = directory.resolve(TEMPLATE);
    Optional<String> template =
        Files.isRegularFile(file)
            ? Optional.of(JsonFile.text(file, TEMPLATE_BYTES_MAX))
            : inlineTemplate(config.root().path("chat_template"));
    return new Chat(template, tokenText(config, "bos_token"), tokenText(config, "eos_token"));
  }

  /** Either the template itself or a list of named ones, of which {@code default} is meant. */
  private static Optional<String> inlineTemplate(JsonNode node) {
    if (node.isTextual()) {
      return Optional.of(node.textValue());
    }
    for (JsonNode named : node) {
      if (named.path("name").asText().equals("default") && named.path("template").isTextual()) {
        return Optional.of(named.path("template").textValue());
      }
    }
    return Optional.empty();
  }

  private static String tokenText(JsonFile config, String field) {
    JsonNode token = config.root().path(field);
    return token.isObject() ? token.path("content").asText("") : token.asText("");
  }

  private JsonFile json(String file) {
    return JsonFile.readIfPresent(directory.resolve(file), CONFIG_BYTES_MAX);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new AdjutantException(
          ModelReason.MODEL_FILE_REFUSED, file.getFileName() + " can't be read", e);
    }
  }

  private static AdjutantException missing(String file, String cure) {
    return new AdjutantException(ModelReason.MODEL_FILE_MISSING, file + " is missing; " + cure);
  }

  private static AdjutantException refused(String message) {
    return new AdjutantException(ModelReason.MODEL_FILE_REFUSED, message);
  }
}

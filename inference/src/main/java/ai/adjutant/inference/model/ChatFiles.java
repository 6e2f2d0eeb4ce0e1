package ai.adjutant.inference.model;

import ai.adjutant.inference.model.ModelSpec.Chat;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How conversations are written, from the files beside the tokenizer. */
final class ChatFiles {
  static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  static final String TEMPLATE = "chat_template.jinja";
  static final String TEMPLATE_JSON = "chat_template.json";
  static final String SPECIAL_TOKENS = "special_tokens_map.json";

  /** All of them. */
  static final List<String> ALL =
      List.of(TOKENIZER_CONFIG, TEMPLATE, TEMPLATE_JSON, SPECIAL_TOKENS);

  private static final long TEMPLATE_BYTES_MAX = 1L << 20;

  private ChatFiles() {}

  static Chat read(Path directory) {
    JsonFile config = JsonFile.config(directory, TOKENIZER_CONFIG);
    JsonFile special = JsonFile.config(directory, SPECIAL_TOKENS);
    return new Chat(
        template(directory, config),
        tokenText(config, special, "bos_token"),
        tokenText(config, special, "eos_token"));
  }

  private static Optional<String> template(Path directory, JsonFile config) {
    Path file = directory.resolve(TEMPLATE);
    if (Files.isRegularFile(file)) {
      return Optional.of(JsonFile.text(file, TEMPLATE_BYTES_MAX));
    }
    return inline(config.root().path("chat_template"))
        .or(() -> inline(JsonFile.config(directory, TEMPLATE_JSON).root().path("chat_template")));
  }

  /** Either the template itself or a list of named ones, of which {@code default} is meant. */
  private static Optional<String> inline(JsonNode node) {
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

  private static String tokenText(JsonFile config, JsonFile special, String field) {
    String text = config.tokenText(field);
    return text.isEmpty() ? special.tokenText(field) : text;
  }
}

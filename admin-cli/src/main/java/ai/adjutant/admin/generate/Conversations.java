package ai.adjutant.admin.generate;

import ai.adjutant.admin.client.JsonLines;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.inference.v1.Conversation;
import ai.adjutant.inference.v1.Message;
import ai.adjutant.inference.v1.Role;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Conversations as JSON: {@code [{role, content}, …]}, or an object with them as messages. */
final class Conversations {
  private static final int BYTES_MAX = 16 * 1024 * 1024;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Conversations() {}

  /**
   * Reads a conversation.
   *
   * @param file its path, or {@code -} for the standard input
   * @throws CommandFailure naming line and column of what is no JSON, or the message at fault
   */
  static Conversation read(String file, InputStream standardInput) throws IOException {
    if (file.equals("-")) {
      return parse(standardInput.readNBytes(BYTES_MAX + 1), "standard input");
    }
    try (InputStream bytes = Files.newInputStream(Path.of(file))) {
      return parse(bytes.readNBytes(BYTES_MAX + 1), file);
    }
  }

  static Conversation parse(byte[] bytes, String place) throws IOException {
    if (bytes.length > BYTES_MAX) {
      throw refused(place + " is longer than " + BYTES_MAX + " bytes");
    }
    JsonNode root = tree(bytes, place);
    JsonNode messages = root.isObject() ? root.path("messages") : root;
    if (!messages.isArray() || messages.isEmpty()) {
      throw refused(
          place
              + " holds no messages: [{\"role\": \"user\", \"content\": \"…\"}, …] is read,"
              + " or an object with such a list as \"messages\"");
    }
    Conversation.Builder conversation = Conversation.newBuilder();
    int number = 0;
    for (JsonNode message : messages) {
      conversation.addMessages(message(message, place + ", message " + ++number));
    }
    return conversation.build();
  }

  private static JsonNode tree(byte[] bytes, String place) throws IOException {
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw refused(place + where + ": not JSON: " + JsonLines.fault(e));
    } catch (CharConversionException e) {
      throw refused(place + " is not UTF-8 text: " + e.getMessage());
    }
  }

  private static Message message(JsonNode message, String place) {
    JsonNode content = message.path("content");
    if (!content.isTextual()) {
      throw refused(place + ": \"content\" is no text");
    }
    String role = message.path("role").asText("");
    return Message.newBuilder().setRole(role(role, place)).setContent(content.asText()).build();
  }

  private static Role role(String name, String place) {
    return switch (name) {
      case "system" -> Role.ROLE_SYSTEM;
      case "user" -> Role.ROLE_USER;
      case "assistant" -> Role.ROLE_ASSISTANT;
      default ->
          throw refused(place + ": the role is '" + name + "', not system, user or assistant");
    };
  }

  private static CommandFailure refused(String message) {
    return new CommandFailure(ExitCode.INPUT_REFUSED, message);
  }
}

package ai.adjutant.inference.template;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.template.Turn.Speaker;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Chat templates of published models against what Python's Jinja makes of them. */
class PublishedTemplatesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TEMPLATES =
      Path.of(System.getProperty("adjutant.data", "")).resolve("tokenizers_hf");
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2025-03-07T09:05:00Z"), ZoneOffset.UTC);

  @Test
  void renderAsTheReferenceDoes() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(TEMPLATES), "needs adjutant.data");
    JsonNode conversations = resource("conversations.json");
    List<String> wrong = new ArrayList<>();
    int templates = 0;
    int renderings = 0;
    for (JsonNode reference : resource("references.json")) {
      String name = reference.path("template").asText();
      String source = source(TEMPLATES.resolve(name));
      assertThat(sha256(source)).as(name).isEqualTo(reference.path("sha256").asText());
      ChatTemplate template = new ChatTemplate(source, "<begin>", "<end>", NOW);
      for (Map.Entry<String, JsonNode> wanted : reference.path("renderings").properties()) {
        renderings++;
        String made = made(template, turns(conversations.path(wanted.getKey())));
        if (!made.equals(wanted.getValue().asText())) {
          wrong.add(name + ", " + wanted.getKey() + ": " + made);
        }
      }
      templates++;
    }
    System.out.printf(
        "%d templates, %d renderings, %d wrong%n", templates, renderings, wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(templates).isEqualTo(18);
  }

  private static String made(ChatTemplate template, List<Turn> turns) {
    try {
      return sha256(template.render(turns));
    } catch (AdjutantException e) {
      return e.reason() == TemplateReason.CONVERSATION_REFUSED ? "refused" : e.getMessage();
    }
  }

  private static List<Turn> turns(JsonNode conversation) {
    List<Turn> turns = new ArrayList<>();
    for (JsonNode turn : conversation) {
      turns.add(
          new Turn(
              Speaker.valueOf(turn.path(0).asText().toUpperCase(Locale.ROOT)),
              turn.path(1).asText()));
    }
    return turns;
  }

  private static String source(Path file) throws IOException {
    String text = Files.readString(file);
    return file.toString().endsWith(".jinja")
        ? text
        : JSON.readTree(text).path("chat_template").asText();
  }

  private static JsonNode resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            PublishedTemplatesTest.class.getResourceAsStream("/chat_templates/" + name))) {
      return JSON.readTree(in);
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

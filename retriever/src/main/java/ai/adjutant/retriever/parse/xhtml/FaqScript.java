package ai.adjutant.retriever.parse.xhtml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads the questions and answers of a page's structured data: schema.org's FAQPage or QAPage in
 * JSON-LD, with its questions inside it or beside it in the graph.
 */
final class FaqScript {
  /** Longest script that is read, in UTF-16 code units. */
  static final int CHARACTERS_MAX = 2 << 20;

  private static final int DEPTH_MAX = 60;
  private static final int TOKENS_MAX = 200_000;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxTokenCount(TOKENS_MAX)
                          .maxNestingDepth(DEPTH_MAX)
                          .build())
                  .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .build())
          .build();

  private FaqScript() {}

  /**
   * A question with its answer, as the page's author wrote them: plain text or HTML.
   *
   * @param answer never blank
   */
  record Pair(String question, String answer) {}

  /** Returns whether a script says that it holds questions and answers. */
  static boolean announces(String script) {
    return script.contains("FAQPage") || script.contains("QAPage");
  }

  /**
   * Returns the pairs in order; none where the script describes something else.
   *
   * @throws JsonProcessingException if it is no JSON, too deep, or has too many parts
   */
  static List<Pair> read(String script) throws JsonProcessingException {
    List<Pair> pairs = new ArrayList<>();
    boolean faq = false;
    Deque<JsonNode> open = new ArrayDeque<>(List.of(JSON.readTree(bare(script))));
    while (!open.isEmpty()) {
      JsonNode node = open.pop();
      faq |= isOf(node, "FAQPage") || isOf(node, "QAPage");
      if (isOf(node, "Question")) {
        add(node, pairs);
      } else {
        List<JsonNode> within = new ArrayList<>();
        node.forEach(within::add);
        within.reversed().stream().filter(JsonNode::isContainerNode).forEach(open::push);
      }
    }
    return faq ? pairs : List.of();
  }

  /** The script without the comment marks that old browsers needed. */
  private static String bare(String script) {
    String plain = script.strip();
    for (String start : List.of("<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/")) {
      plain = plain.startsWith(start) ? plain.substring(start.length()).strip() : plain;
    }
    for (String end : List.of("-->", "]]>", "//", "/*]]>*/", ";")) {
      plain =
          plain.endsWith(end) ? plain.substring(0, plain.length() - end.length()).strip() : plain;
    }
    return plain;
  }

  private static void add(JsonNode question, List<Pair> into) {
    String asked = text(question.has("name") ? question.get("name") : question.path("text"));
    String answer = answer(question.path("acceptedAnswer"));
    if (answer.isBlank()) {
      answer = answer(question.path("suggestedAnswer"));
    }
    if (!asked.isBlank() && !answer.isBlank()) {
      into.add(new Pair(asked, answer));
    }
  }

  /** An answer's text, or that of several, one below the other. */
  private static String answer(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : node.isArray() ? node : List.of(node)) {
      texts.add(text(one.isObject() && one.has("text") ? one.get("text") : one));
    }
    return String.join("\n", texts).strip();
  }

  /** A text, a list of such, or one with its language. */
  private static String text(JsonNode node) {
    if (node.isTextual()) {
      return node.asText().strip();
    }
    if (!node.isArray()) {
      return node.path("@value").asText("").strip();
    }
    List<String> parts = new ArrayList<>();
    node.forEach(
        part -> parts.add(part.isTextual() ? part.asText() : part.path("@value").asText("")));
    return parts.stream().filter(part -> !part.isBlank()).collect(Collectors.joining("\n"));
  }

  private static boolean isOf(JsonNode node, String type) {
    JsonNode types = node.path("@type");
    if (types.isTextual()) {
      return isNamed(types.asText(), type);
    }
    for (JsonNode one : types) {
      if (isNamed(one.asText(), type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamed(String written, String type) {
    return written.equals(type)
        || (written.endsWith(type)
            && "/:#".indexOf(written.charAt(written.length() - type.length() - 1)) >= 0);
  }
}

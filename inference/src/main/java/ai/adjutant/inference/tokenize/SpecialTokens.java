package ai.adjutant.inference.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The texts that a tokenizer reads as one special token wherever they stand. */
final class SpecialTokens {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Pattern pattern;

  private SpecialTokens(Pattern pattern) {
    this.pattern = pattern;
  }

  static SpecialTokens of(byte[] tokenizerJson) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonNode token : JSON.readTree(tokenizerJson).path("added_tokens")) {
      String text = token.path("content").asText("");
      // A single character is left alone: it is ordinary writing, and breaking it changes nothing.
      if (token.path("special").asBoolean() && text.codePointCount(0, text.length()) > 1) {
        texts.add(text);
      }
    }
    String any =
        texts.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return new SpecialTokens(Pattern.compile(any.isEmpty() ? "(?!)" : any));
  }

  /** Puts a space behind the first character of each special token in the text. */
  String broken(String text) {
    return pattern
        .matcher(text)
        .replaceAll(found -> {
          String token = found.group();
          int first = token.offsetByCodePoints(0, 1);
          return Matcher.quoteReplacement(token.substring(0, first) + " " + token.substring(first));
        });
  }
}

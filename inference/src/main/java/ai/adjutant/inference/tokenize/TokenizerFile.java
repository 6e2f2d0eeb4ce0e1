package ai.adjutant.inference.tokenize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code tokenizer.json} says that its library does not tell. Read as a stream: the file of a
 * large vocabulary would fill the heap as a tree.
 *
 * @param vocabularySize ids run from 0 up to it, added tokens included
 * @param special finds the texts that are read as one special token wherever they stand
 */
record TokenizerFile(int vocabularySize, Pattern special) {
  // Names are the vocabulary here: remembering them as field names costs more than reading.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  static TokenizerFile read(byte[] tokenizerJson) throws IOException {
    Reader reader = new Reader();
    try (JsonParser json = JSON.createParser(tokenizerJson)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        reader.file(json);
      }
    }
    String any =
        reader.special.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return new TokenizerFile(reader.idMax + 1, Pattern.compile(any.isEmpty() ? "(?!)" : any));
  }

  /** Puts a space behind the first character of each special token in the text. */
  String broken(String text) {
    return special
        .matcher(text)
        .replaceAll(found -> {
          String token = found.group();
          int first = token.offsetByCodePoints(0, 1);
          return Matcher.quoteReplacement(token.substring(0, first) + " " + token.substring(first));
        });
  }

  private static final class Reader {
    private final List<String> special = new ArrayList<>();
    private int idMax = -1;

    void file(JsonParser json) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("added_tokens") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            added(json);
          }
        } else if (field.equals("model") && value == JsonToken.START_OBJECT) {
          model(json);
        } else {
          json.skipChildren();
        }
      }
    }

    private void added(JsonParser json) throws IOException {
      String content = "";
      boolean isSpecial = false;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "id" -> id(json);
          case "content" -> content = json.getValueAsString("");
          case "special" -> isSpecial = json.getValueAsBoolean();
          default -> json.skipChildren();
        }
      }
      // A single character is left alone: it is ordinary writing, and breaking it changes nothing.
      if (isSpecial && content.codePointCount(0, content.length()) > 1) {
        special.add(content);
      }
    }

    private void model(JsonParser json) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("vocab") && value == JsonToken.START_OBJECT) {
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            json.nextToken();
            id(json);
          }
        } else if (field.equals("vocab") && value == JsonToken.START_ARRAY) {
          // Pairs of text and score; the id is the place.
          for (int id = 0; json.nextToken() == JsonToken.START_ARRAY; id++) {
            json.skipChildren();
            idMax = Math.max(idMax, id);
          }
        } else {
          json.skipChildren();
        }
      }
    }

    private void id(JsonParser json) {
      try {
        idMax = Math.max(idMax, json.getIntValue());
      } catch (IOException e) {
        throw new IllegalArgumentException("a token's id is no whole number", e);
      }
    }
  }
}

package ai.adjutant.inference.tokenize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code tokenizer.json} says that its library does not expose, and whether the library may
 * read it in this process. Read as a stream: the file of a large vocabulary would fill the heap as
 * a tree. Every count is bounded before anything is made of it.
 *
 * @param vocabularySize ids run from 0 up to it, added tokens included
 * @param longestToken characters of the longest token as it is written in the vocabulary
 * @param special finds the texts that are read as one special token wherever they stand
 * @param unfamiliar why the library may not use it in this process; empty when it may
 */
record TokenizerFile(
    int vocabularySize, int longestToken, SpecialTokens special, Optional<String> unfamiliar) {
  /** Largest file: those of the largest published vocabularies have some 35 MB. */
  static final int BYTES_MAX = 48 << 20;

  private static final int VOCABULARY_MAX = 1_000_000;
  private static final int MERGES_MAX = 2_000_000;
  private static final int ADDED_MAX = 100_000;
  private static final int ADDED_LENGTH_MAX = 1_000;
  private static final int ID_MAX = (1 << 24) - 1;

  /**
   * Reads a file.
   *
   * @throws IOException when it is no JSON
   * @throws IllegalArgumentException saying what in it can't be or is too much
   */
  static TokenizerFile read(byte[] tokenizerJson) throws IOException {
    if (tokenizerJson.length > BYTES_MAX) {
      throw new IllegalArgumentException(
          "it has " + tokenizerJson.length + " bytes, at most " + BYTES_MAX + " are read");
    }
    Reader reader = new Reader();
    try (JsonParser json = JsonParts.parser(tokenizerJson)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        reader.file(json);
      }
    }
    return new TokenizerFile(
        reader.idMax + 1,
        reader.longest,
        new SpecialTokens(reader.special),
        reader.familiar.doubt());
  }

  /** Puts a space behind the first character of each special token in the text. */
  String broken(String text) {
    return special.broken(text);
  }

  private static final class Reader {
    private final List<String> special = new ArrayList<>();
    private final Familiarity familiar = new Familiarity();
    private final JsonParts parts = new JsonParts();
    private int idMax = -1;
    private int added;
    private int vocabulary;
    private int merges;
    private int longest = 1;

    void file(JsonParser json) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        switch (field) {
          case "added_tokens" -> {
            while (value == JsonToken.START_ARRAY && json.nextToken() == JsonToken.START_OBJECT) {
              added(json);
            }
          }
          case "model" -> {
            if (value == JsonToken.START_OBJECT) {
              model(json);
            }
          }
          case "normalizer" -> familiar.normalizer(parts.tree(json));
          case "pre_tokenizer" -> familiar.preTokenizer(parts.tree(json));
          case "post_processor" -> familiar.postProcessor(parts.tree(json));
          case "decoder" -> familiar.decoder(parts.tree(json));
          default -> json.skipChildren();
        }
      }
    }

    private void added(JsonParser json) throws IOException {
      count(++added, ADDED_MAX, "added tokens");
      String content = "";
      boolean isSpecial = false;
      boolean isNormalized = true;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "id" -> id(json);
          case "content" -> content = json.getValueAsString("");
          case "special" -> isSpecial = json.getValueAsBoolean();
          case "normalized" -> isNormalized = json.getValueAsBoolean();
          default -> json.skipChildren();
        }
      }
      if (content.length() > ADDED_LENGTH_MAX) {
        throw new IllegalArgumentException(
            "an added token has "
                + content.length()
                + " characters, at most "
                + ADDED_LENGTH_MAX
                + " are read");
      }
      longest = Math.max(longest, content.length());
      if (isNormalized) {
        familiar.normalizedToken(content);
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
            count(++vocabulary, VOCABULARY_MAX, "tokens");
            token(json.currentName());
            json.nextToken();
            id(json);
          }
        } else if (field.equals("vocab") && value == JsonToken.START_ARRAY) {
          pairs(json);
        } else if (field.equals("merges") && value == JsonToken.START_ARRAY) {
          familiar.merges();
          while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
            count(++merges, MERGES_MAX, "merges");
            json.skipChildren();
          }
        } else {
          JsonNode small = parts.tree(json);
          familiar.model(field, small);
        }
      }
    }

    /** Pairs of text and score; the id is the place. */
    private void pairs(JsonParser json) throws IOException {
      while (json.nextToken() == JsonToken.START_ARRAY) {
        idMax = Math.max(idMax, vocabulary);
        count(++vocabulary, VOCABULARY_MAX, "tokens");
        json.nextToken();
        String text = json.getValueAsString("");
        token(text);
        json.nextToken();
        familiar.scored(text, json.getValueAsDouble(Double.NaN));
        while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
          json.skipChildren();
        }
      }
      familiar.scoredTokens(vocabulary);
    }

    private void token(String text) {
      longest = Math.max(longest, text.length());
      familiar.token(text);
    }

    private static void count(int count, int most, String what) {
      if (count > most) {
        throw new IllegalArgumentException("it has more than " + most + " " + what);
      }
    }

    private void id(JsonParser json) {
      int id;
      try {
        id = json.getIntValue();
      } catch (IOException e) {
        throw new IllegalArgumentException("a token's id is no whole number", e);
      }
      if (id < 0 || id > ID_MAX) {
        throw new IllegalArgumentException("a token's id is " + id + ", not 0 to " + ID_MAX);
      }
      idMax = Math.max(idMax, id);
    }
  }
}

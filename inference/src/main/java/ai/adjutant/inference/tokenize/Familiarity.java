package ai.adjutant.inference.tokenize;

import ai.adjutant.chassis.file.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether the native library may use a tokenizer in this process. Where its code meets what
 * it did not expect, it does not fail, it aborts the process. So only parts are allowed of which it
 * is known that they do not: those of published tokenizers, with the numbers and expressions that
 * these have. Whatever else stands in a file is no fault: it is used in a child process.
 */
final class Familiarity {
  private static final int PARTS_MAX = 32;
  private static final int TEXT_LENGTH_MAX = 16;

  private static final int TOKEN_LENGTH_MAX = 1_000;

  /** By how many times all replacements together may lengthen a text. */
  private static final int GROWTH_MAX = 16;

  /** Digest of the one character map that is known, of T5. */
  private static final Set<String> CHARACTER_MAPS =
      Set.of("ce10d747170c5e102c99b841d1cdea976d54405ebc44791f9c3636741a894d8f");

  private static final Set<String> NORMALIZERS =
      Set.of(
          "BertNormalizer",
          "NFC",
          "NFD",
          "NFKC",
          "NFKD",
          "Lowercase",
          "StripAccents",
          "Strip",
          "Nmt",
          "ByteLevel");

  /** Normalizers that may leave nothing of a text. */
  private static final Set<String> REMOVING =
      Set.of("BertNormalizer", "StripAccents", "Strip", "Nmt", "Precompiled");

  private static final Set<String> PRE_TOKENIZERS =
      Set.of(
          "BertPreTokenizer",
          "ByteLevel",
          "Whitespace",
          "WhitespaceSplit",
          "Metaspace",
          "Punctuation",
          "Digits",
          "UnicodeScripts");

  private static final Set<String> DECODERS =
      Set.of("ByteLevel", "WordPiece", "Metaspace", "ByteFallback", "Fuse");

  private static final Set<String> POST_PROCESSORS =
      Set.of("ByteLevel", "BertProcessing", "RobertaProcessing");

  private @Nullable String doubt;
  private boolean removing;
  private boolean blankToken;
  private boolean prefixed;
  private boolean merging;
  private long growth = 1;
  private double unknownId = -1;
  private int scored = -1;

  /** What is not known to be harmless; empty when all is. */
  Optional<String> doubt() {
    if (removing && blankToken) {
      doubt("an added token that its normalizer may leave nothing of");
    }
    if (prefixed && merging) {
      doubt("merges of tokens with a prefix");
    }
    if (scored >= 0 && unknownId >= scored) {
      doubt("unk_id beyond the vocabulary");
    }
    return Optional.ofNullable(doubt);
  }

  private void doubt(String what) {
    if (doubt == null) {
      doubt = what;
    }
  }

  private void require(boolean known, String part, JsonNode node) {
    if (!known) {
      String text = node.toString();
      doubt(part + " " + (text.length() <= 120 ? text : text.substring(0, 120) + "…"));
    }
  }

  void normalizer(JsonNode node) {
    for (JsonNode part : parts("normalizer", node, "normalizers")) {
      String type = type(part);
      removing |= REMOVING.contains(type);
      switch (type) {
        case "Prepend" -> require(isShort(part.path("prepend")), "normalizer", part);
        case "Replace" -> {
          require(
              isPattern(part.path("pattern")) && isShort(part.path("content")), "normalizer", part);
          growth = Math.min(GROWTH_MAX + 1, growth * Math.max(1, text(part, "content").length()));
          require(growth <= GROWTH_MAX, "normalizer", part);
          removing |= text(part, "content").isEmpty();
        }
        case "Precompiled" ->
            require(
                CHARACTER_MAPS.contains(
                    Sha256.of(text(part, "precompiled_charsmap").getBytes(StandardCharsets.UTF_8))),
                "normalizer",
                part);
        default -> require(NORMALIZERS.contains(type), "normalizer", part);
      }
    }
  }

  void preTokenizer(JsonNode node) {
    for (JsonNode part : parts("pre_tokenizer", node, "pretokenizers")) {
      switch (type(part)) {
        case "Split" -> require(isPattern(part.path("pattern")), "pre_tokenizer", part);
        default -> require(PRE_TOKENIZERS.contains(type(part)), "pre_tokenizer", part);
      }
    }
  }

  void decoder(JsonNode node) {
    for (JsonNode part : parts("decoder", node, "decoders")) {
      switch (type(part)) {
        case "Replace" ->
            require(
                isPattern(part.path("pattern")) && text(part, "content").length() <= 1,
                "decoder",
                part);
        // Its count from behind goes below the beginning of a short token.
        case "Strip" ->
            require(
                part.path("stop").asInt(-1) == 0
                    && part.path("start").asInt(-1) >= 0
                    && part.path("start").asInt() <= TEXT_LENGTH_MAX,
                "decoder",
                part);
        case "BPEDecoder" ->
            require(
                isShort(part.path("suffix")) && !text(part, "suffix").isEmpty(), "decoder", part);
        default -> require(DECODERS.contains(type(part)), "decoder", part);
      }
    }
  }

  void postProcessor(JsonNode node) {
    for (JsonNode part : parts("post_processor", node, "processors")) {
      if (type(part).equals("TemplateProcessing")) {
        require(
            isTemplate(part.path("single"), part) && isTemplate(part.path("pair"), part),
            "post_processor",
            part);
      } else {
        require(POST_PROCESSORS.contains(type(part)), "post_processor", part);
      }
    }
  }

  /** Each special token must be defined, and no text may be repeated. */
  private static boolean isTemplate(JsonNode pieces, JsonNode template) {
    if (!pieces.isArray() || pieces.size() > PARTS_MAX) {
      return false;
    }
    Set<String> sequences = new HashSet<>();
    for (JsonNode piece : pieces) {
      if (piece.has("Sequence")) {
        if (!sequences.add(piece.path("Sequence").path("id").asText())) {
          return false;
        }
      } else {
        JsonNode token =
            template
                .path("special_tokens")
                .path(piece.path("SpecialToken").path("id").asText("\u0000"));
        JsonNode ids = token.path("ids");
        JsonNode tokens = token.path("tokens");
        if (ids.isEmpty() || ids.size() > PARTS_MAX || ids.size() != tokens.size()) {
          return false;
        }
      }
    }
    return true;
  }

  /** A field of the model other than its vocabulary and merges. */
  void model(String field, JsonNode value) {
    boolean known =
        switch (field) {
          case "type" ->
              Set.of("BPE", "WordPiece", "WordLevel", "Unigram").contains(value.asText());
          case "dropout" -> value.isNull() || value.asDouble(1) == 0;
          case "continuing_subword_prefix" -> {
            prefixed = !value.isNull() && !value.asText().isEmpty();
            yield value.isNull() || isShort(value);
          }
          case "end_of_word_suffix" -> value.isNull() || isShort(value);
          case "unk_token" -> value.isNull() || value.isTextual();
          case "max_input_chars_per_word" -> value.asDouble() >= 0 && value.asDouble() <= 1_000;
          case "unk_id" -> {
            unknownId = Math.max(unknownId, value.asDouble(0));
            yield value.isNull() || value.asDouble() >= 0;
          }
          case "fuse_unk", "byte_fallback", "ignore_merges" -> value.isBoolean();
          default -> false;
        };
    require(known, "model." + field, value);
  }

  /** A token of the vocabulary. */
  void token(String text) {
    if (text.length() > TOKEN_LENGTH_MAX) {
      doubt("a token of " + text.length() + " characters");
    }
  }

  /** A token with a score. */
  void scored(String text, double score) {
    if (text.isEmpty() || !Double.isFinite(score) || Math.abs(score) > 1e30) {
      doubt("a token without text or with a score that is no number");
    }
  }

  /** How many of these there are. */
  void scoredTokens(int count) {
    scored = count;
  }

  /** Tokens are merged from pairs. */
  void merges() {
    merging = true;
  }

  /** An added token that is looked for in the normalised text. */
  void normalizedToken(String content) {
    blankToken |= content.codePoints().noneMatch(c -> c < 128 && c > ' ');
  }

  private List<JsonNode> parts(String what, JsonNode node, String list) {
    List<JsonNode> parts = new ArrayList<>();
    collect(node, list, parts);
    if (parts.size() > PARTS_MAX) {
      doubt(what + " of more than " + PARTS_MAX + " parts");
      return List.of();
    }
    return parts;
  }

  private static void collect(JsonNode node, String list, List<JsonNode> parts) {
    if (type(node).equals("Sequence") && node.path(list).isArray()) {
      node.path(list).forEach(part -> collect(part, list, parts));
    } else if (!node.isNull()) {
      parts.add(node);
    }
  }

  private static String type(JsonNode node) {
    return node.path("type").asText("");
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }

  private static boolean isShort(JsonNode text) {
    return text.isTextual() && text.textValue().length() <= TEXT_LENGTH_MAX;
  }

  private static boolean isPattern(JsonNode pattern) {
    JsonNode regex = pattern.path("Regex");
    return regex.isTextual()
        ? pattern.size() == 1 && KnownPatterns.has(regex.textValue())
        : pattern.size() == 1
            && isShort(pattern.path("String"))
            && !pattern.path("String").textValue().isEmpty();
  }
}

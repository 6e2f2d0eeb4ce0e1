package ai.adjutant.onnx.synth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A vocabulary of any size: ids 0 to 255 are the bytes; then come a space with one letter, with
 * two, with three, as many as are wanted, each a merge of a shorter one with a letter; the last
 * three are the special tokens of ChatML.
 */
final class SyntheticTokens {
  private static final List<String> SPECIAL =
      List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");
  private static final int BYTES = 256;
  private static final int LETTERS = 26;

  /** How byte-level tokenizers write a space. */
  private static final String SPACE = "Ġ";

  private static final String TEMPLATE =
      "{% for message in messages %}"
          + "{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}"
          + "{% endfor %}"
          + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

  private final int size;

  /**
   * A vocabulary.
   *
   * @param size tokens, more than the bytes and the special ones
   */
  SyntheticTokens(int size) {
    if (size < BYTES + SPECIAL.size()) {
      throw new IllegalArgumentException("a vocabulary of " + size + " is too small for all bytes");
    }
    this.size = size;
  }

  /** Id of the token that ends a text. */
  int textEnd() {
    return size - SPECIAL.size();
  }

  /** Id of the token that ends a turn. */
  int turnEnd() {
    return size - 1;
  }

  /** The content of {@code tokenizer.json}. */
  ObjectNode tokenizer() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", "1.0");
    root.putNull("truncation");
    root.putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    for (int i = 0; i < SPECIAL.size(); i++) {
      ObjectNode token = added.addObject().put("id", textEnd() + i).put("content", SPECIAL.get(i));
      token.put("single_word", false).put("lstrip", false).put("rstrip", false);
      token.put("normalized", false).put("special", true);
    }
    root.putNull("normalizer");
    for (String step : List.of("pre_tokenizer", "post_processor", "decoder")) {
      ObjectNode bytes = root.putObject(step).put("type", "ByteLevel");
      bytes.put("add_prefix_space", false).put("trim_offsets", false).put("use_regex", true);
    }
    model(root.putObject("model"));
    return root;
  }

  private void model(ObjectNode model) {
    model.put("type", "BPE");
    model.putNull("dropout").putNull("unk_token");
    model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
    ObjectNode vocabulary = model.putObject("vocab");
    for (int value = 0; value < BYTES; value++) {
      vocabulary.put(Character.toString(byteLetter(value)), value);
    }
    ArrayNode merges = model.putArray("merges");
    for (int id = BYTES; id < textEnd(); id++) {
      int number = id - BYTES + 1;
      String shorter = SPACE + letters((number - 1) / LETTERS);
      String letter = Character.toString('a' + (number - 1) % LETTERS);
      vocabulary.put(shorter + letter, id);
      merges.addArray().add(shorter).add(letter);
    }
    for (int i = 0; i < SPECIAL.size(); i++) {
      vocabulary.put(SPECIAL.get(i), textEnd() + i);
    }
  }

  /** The number's letters: 1 is a, 26 is z, 27 is aa; 0 has none. */
  private static String letters(int number) {
    StringBuilder letters = new StringBuilder();
    for (int left = number; left > 0; left = (left - 1) / LETTERS) {
      letters.append((char) ('a' + (left - 1) % LETTERS));
    }
    return letters.reverse().toString();
  }

  /** The visible character that stands for a byte: itself, or for the invisible ones one above. */
  private static int byteLetter(int value) {
    int hidden = 0;
    for (int each = 0; each <= value; each++) {
      boolean visible =
          (each >= '!' && each <= '~') || (each >= 0xA1 && each <= 0xAC) || each >= 0xAE;
      if (each == value) {
        return visible ? value : BYTES + hidden;
      }
      hidden += visible ? 0 : 1;
    }
    throw new IllegalArgumentException(value + " is no byte");
  }

  /** The content of {@code tokenizer_config.json}. */
  ObjectNode tokenizerConfig(int contextLength) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("tokenizer_class", "PreTrainedTokenizerFast");
    config.put("model_max_length", contextLength);
    config.put("eos_token", SPECIAL.getLast());
    config.put("pad_token", SPECIAL.getFirst());
    config.put("clean_up_tokenization_spaces", false);
    config.put("chat_template", TEMPLATE);
    return config;
  }
}

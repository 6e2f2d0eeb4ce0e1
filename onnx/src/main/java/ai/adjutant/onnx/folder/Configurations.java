package ai.adjutant.onnx.folder;

import ai.adjutant.onnx.decoder.DecoderShape;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A shape in the words of {@code config.json}. */
final class Configurations {
  private Configurations() {}

  static ObjectNode of(DecoderShape shape) {
    DecoderShape.Attention attention = shape.attention();
    String family = attention.headNorm() ? "Qwen3" : attention.bias() ? "Qwen2" : "Llama";
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.putArray("architectures").add(family + "ForCausalLM");
    config.put("model_type", family.toLowerCase(Locale.ROOT));
    config.put("vocab_size", shape.vocabulary());
    config.put("hidden_size", shape.hidden());
    config.put("intermediate_size", shape.intermediate());
    config.put("num_hidden_layers", shape.layers());
    config.put("num_attention_heads", attention.heads());
    config.put("num_key_value_heads", attention.kvHeads());
    config.put("head_dim", attention.headLength());
    config.put("max_position_embeddings", shape.contextLength());
    config.put("rope_theta", shape.rotary().theta());
    config.put("rms_norm_eps", Double.parseDouble(Float.toString(shape.normEpsilon())));
    config.put("hidden_act", "silu");
    config.put("tie_word_embeddings", shape.tiedHead());
    return config;
  }
}

package ai.adjutant.tuner.export;

import ai.adjutant.tuner.bert.BertShape;
import ai.adjutant.tuner.text.WordPieces;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what lies beside any encoder's graph. */
final class EncoderFiles {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private EncoderFiles() {}

  /** The configuration of an encoder, as other programs read it. */
  static ObjectNode config(String architecture, BertShape shape) {
    ObjectNode config = JSON.createObjectNode();
    config.putArray("architectures").add(architecture);
    config.put("model_type", "bert");
    config.put("hidden_size", shape.width());
    config.put("num_hidden_layers", shape.layers());
    config.put("num_attention_heads", shape.heads());
    config.put("max_position_embeddings", shape.places());
    return config;
  }

  /** Writes configuration and tokenizer. */
  static void write(Path folder, ObjectNode config) throws IOException {
    Files.write(folder.resolve("config.json"), JSON.writeValueAsBytes(config));
    Files.write(folder.resolve("tokenizer.json"), WordPieces.json());
  }

  /** Says that the first token's vector stands for a text. */
  static void writeFirstTokenPooling(Path folder) throws IOException {
    ObjectNode pooling = JSON.createObjectNode();
    pooling.put("pooling_mode_cls_token", true);
    pooling.put("pooling_mode_mean_tokens", false);
    Path file = folder.resolve("1_Pooling/config.json");
    Files.createDirectories(folder.resolve("1_Pooling"));
    Files.write(file, JSON.writeValueAsBytes(pooling));
  }
}

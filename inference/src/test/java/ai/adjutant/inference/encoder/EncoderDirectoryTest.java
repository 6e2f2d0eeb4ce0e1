package ai.adjutant.inference.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.inference.testing.SyntheticEncoder;
import ai.adjutant.inference.testing.SyntheticEncoder.Pooled;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderDirectoryTest {
  @TempDir Path folder;

  @Test
  void namesNoArchitectureWhereItCantBeRead() throws IOException {
    config(Map.of("architectures", List.of("BertModel", "Other")));
    assertThat(EncoderDirectory.architecture(folder)).isEqualTo("BertModel");
    Files.writeString(folder.resolve("config.json"), "{ oops");
    assertThat(EncoderDirectory.architecture(folder)).isEmpty();
    Files.writeString(folder.resolve("config.json"), "[]");
    assertThat(EncoderDirectory.architecture(folder)).isEmpty();
    Files.delete(folder.resolve("config.json"));
    assertThat(EncoderDirectory.architecture(folder)).isEmpty();
  }

  @Test
  void takesTheShortestContextThatAFileNames() {
    SyntheticEncoder.write(folder, Pooled.CLS);
    config(Map.of("model_type", "bert", "max_position_embeddings", 512));
    assertThat(EncoderDirectory.read(folder).contextLength()).isEqualTo(512);
    config(Map.of("model_type", "xlm-roberta", "max_position_embeddings", 514, "pad_token_id", 1));
    assertThat(EncoderDirectory.read(folder).contextLength()).isEqualTo(512);
    SyntheticEncoder.json(
        folder.resolve("tokenizer_config.json"),
        Map.of("model_max_length", BigInteger.TEN.pow(30)));
    assertThat(EncoderDirectory.read(folder).contextLength()).isEqualTo(512);
    SyntheticEncoder.json(
        folder.resolve("sentence_bert_config.json"), Map.of("max_seq_length", 256));
    assertThat(EncoderDirectory.read(folder).contextLength()).isEqualTo(256);
  }

  @Test
  void saysWhichFileIsMissingOrWrong() throws IOException {
    assertRefused("onnx/model.onnx or model.onnx is missing");
    SyntheticEncoder.write(folder, Pooled.CLS);
    config(Map.of());
    assertRefused("max_position_embeddings gives a context of 0 tokens");
    Files.writeString(folder.resolve("config.json"), "{\n oops");
    assertRefused("config.json is no JSON, line 2");
    Files.delete(folder.resolve("config.json"));
    assertRefused("config.json is missing");
    Files.delete(folder.resolve("tokenizer.json"));
    assertRefused("tokenizer.json is missing");
  }

  @Test
  void changesItsDigestWithEveryFileThatCounts() throws IOException {
    SyntheticEncoder.write(folder, Pooled.CLS);
    ContentDigest before = ContentDigest.of(EncoderDirectory.read(folder));
    Files.writeString(folder.resolve("README.md"), "does not count");
    assertThat(ContentDigest.of(EncoderDirectory.read(folder))).isEqualTo(before);
    Files.writeString(folder.resolve("onnx/model.onnx_data"), "counts");
    assertThat(ContentDigest.of(EncoderDirectory.read(folder)).digest())
        .isNotEqualTo(before.digest());
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> EncoderDirectory.read(folder)).hasMessageContaining(message);
  }

  private void config(Map<String, ?> content) {
    SyntheticEncoder.json(folder.resolve("config.json"), content);
  }
}

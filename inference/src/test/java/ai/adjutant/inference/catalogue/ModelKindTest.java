package ai.adjutant.inference.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.inference.catalogue.Entry.Task;
import ai.adjutant.inference.testing.SyntheticEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelKindTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "BertModel, ENCODER",
    "XLMRobertaModel, ENCODER",
    "BertForMaskedLM, ENCODER",
    "BertForSequenceClassification, RERANKER",
    "XLMRobertaForSequenceClassification, RERANKER",
    "AdjutantReader, READER",
    "GPT2LMHeadModel, LANGUAGE_MODEL",
    "LlamaForCausalLM, LANGUAGE_MODEL"
  })
  void knowsAModelByItsArchitecture(String architecture, ModelKind kind) {
    SyntheticEncoder.json(
        folder.resolve("config.json"), Map.of("architectures", List.of(architecture)));
    assertThat(ModelKind.of(folder)).isEqualTo(kind);
  }

  @Test
  void takesWhatItDoesNotKnowForALanguageModel() throws IOException {
    assertThat(ModelKind.of(folder)).isEqualTo(ModelKind.LANGUAGE_MODEL);
    Files.writeString(folder.resolve("config.json"), "{ oops");
    assertThat(ModelKind.of(folder)).isEqualTo(ModelKind.LANGUAGE_MODEL);
  }

  @Test
  void thereIsOneKindForEachTask() {
    assertThat(Arrays.stream(ModelKind.values()).map(ModelKind::task))
        .containsExactlyInAnyOrder(Task.values());
  }
}

package ai.adjutant.admin.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.admin.terminal.CommandFailure;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a repository are fetched. */
final class ChoiceTest {
  private static final String DIGEST = "0".repeat(40);

  private static List<HubFile> files(String... paths) {
    return Stream.of(paths).map(path -> new HubFile(path, 1, DIGEST)).toList();
  }

  private static final List<HubFile> OPTIMUM =
      files(
          "README.md",
          "config.json",
          "generation_config.json",
          "onnx/model.onnx",
          "onnx/model.onnx_data",
          "onnx/model.onnx_data_1",
          "onnx/model_q4.onnx",
          "onnx/model_q4.onnx_data",
          "onnx/model_q4f16.onnx",
          "tokenizer.json",
          "tokenizer_config.json",
          "vocab.json");

  private static List<String> paths(Choice choice) {
    return choice.files().stream().map(HubFile::path).toList();
  }

  @Test
  void thePlainGraphIsTakenWithItsDataAndWhatStandsBeside() {
    assertThat(paths(Choice.of(OPTIMUM, "")))
        .containsExactly(
            "config.json",
            "generation_config.json",
            "onnx/model.onnx",
            "onnx/model.onnx_data",
            "onnx/model.onnx_data_1",
            "tokenizer.json",
            "tokenizer_config.json");
  }

  @Test
  void aVariantIsTakenByItsName() {
    assertThat(paths(Choice.of(OPTIMUM, "q4")))
        .contains("onnx/model_q4.onnx", "onnx/model_q4.onnx_data")
        .doesNotContain("onnx/model_q4f16.onnx", "onnx/model.onnx");
    assertThatThrownBy(() -> Choice.of(OPTIMUM, "int3"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("there are: model, q4, q4f16");
  }

  @Test
  void theOnlyGraphNeedsNoName() {
    assertThat(
            paths(Choice.of(files("genai_config.json", "decoder.onnx", "decoder.onnx.data"), "")))
        .containsExactly("genai_config.json", "decoder.onnx", "decoder.onnx.data");
  }

  @Test
  void severalGraphsWithoutAPlainOneAreRefused() {
    assertThatThrownBy(() -> Choice.of(files("onnx/model_q4.onnx", "onnx/model_q8.onnx"), ""))
        .hasMessageContaining("--variant: q4, q8");
    assertThatThrownBy(() -> Choice.of(files("a.safetensors"), ""))
        .hasMessageContaining("no ONNX graph; there are: a.safetensors");
  }

  @Test
  void aFolderIsAModelOfItsOwn() {
    List<HubFile> nested =
        files("README.md", "cpu/int4/genai_config.json", "cpu/int4/model.onnx", "cuda/model.onnx");
    assertThatThrownBy(() -> Choice.of(nested, ""))
        .hasMessageContaining("--include 'FOLDER*': cpu/int4/, cuda/");
    Choice choice = Choice.matching(nested, List.of("cpu/int4/*"));
    assertThat(choice.files())
        .extracting(choice::name)
        .containsExactly("genai_config.json", "model.onnx");
    assertThatThrownBy(() -> Choice.matching(nested, List.of("x/*")))
        .hasMessageContaining("no file matches x/*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../x", "/x", "a//b", "a/../b", ".hidden", "a/.git/x", "a\\b", "", "a\nb"})
  void pathsThatLeadElsewhereAreNoFiles(String path) {
    assertThat(HubFile.plain(path)).isFalse();
    assertThatThrownBy(() -> new HubFile(path, 1, DIGEST))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

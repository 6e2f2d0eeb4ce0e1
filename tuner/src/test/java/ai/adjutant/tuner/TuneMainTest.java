package ai.adjutant.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.tuner.weights.SafetensorsWriter;
import ai.adjutant.tuner.weights.SafetensorsWriter.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program says what it takes and what was wrong with what it was given. */
final class TuneMainTest {
  @TempDir Path folder;

  private record Said(int code, String out, String err) {}

  private Said run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        TuneMain.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments);
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void printsEverySettingAsAFileThatCanBeRead() throws java.io.IOException {
    Said said = run("reader", "--settings");
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains("# How the rate falls after that until the last step. Give one of constant,")
        .contains("rate.decay: linear\n")
        .contains("reader.passage-tokens: 160\n");
    Path file = Files.writeString(folder.resolve("all.yaml"), said.out() + "train.step: 3\n");
    Said refused = run("reader", "--config", file.toString());
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("a setting can't be used").contains("train.steps");
  }

  @Test
  void namesTheFileThatIsMissing() {
    Said said = run("reader", "--config", folder.resolve("none.yaml").toString());
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).startsWith("adjutant: ").contains("none.yaml").doesNotContain("\tat ");
  }

  @Test
  void wantsACommand() {
    assertThat(run("reader").code()).isEqualTo(2);
    assertThat(run("reader").err()).contains("--config");
  }

  @Test
  void makesExamplesOfTablesAlone() throws java.io.IOException {
    Path out = folder.resolve("made.jsonl.gz");
    Said said = run("data", "reader", "--out", out.toString(), "--rows", "50", "--part", "test");
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("question table-cell").doesNotContain("claim");
    assertThat(Files.size(out)).isPositive();
    Said refused = run("data", "reader", "--out", out.toString(), "--shares", "tables=2");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("gives no shares");
    assertThat(run("data").code()).isEqualTo(2);
  }

  @Test
  void exportsNothingFromFilesThatAreNoWeights() throws java.io.IOException {
    Path to = Files.createDirectory(folder.resolve("reader"));
    Path whole = folder.resolve("whole.safetensors");
    SafetensorsWriter.write(
        whole, Map.of(), List.of(new Tensor("some", List.of(100L), FloatBuffer.allocate(100))));
    byte[] bytes = Files.readAllBytes(whole);
    Path truncated = folder.resolve("truncated.safetensors");
    Files.write(truncated, Arrays.copyOf(bytes, bytes.length - 50));
    bytes[bytes.length - 1] ^= 1;
    Path altered = Files.write(folder.resolve("altered.safetensors"), bytes);
    Path foreign = Files.writeString(folder.resolve("foreign.safetensors"), "{\"weights\": 1}");
    for (String command : List.of("export", "export-encoder")) {
      for (Path file : List.of(truncated, altered, foreign, folder.resolve("none.safetensors"))) {
        Said said =
            run(command, "--from", file.toString(), "--to", to.toString(), "--held-out", "none");
        assertThat(said.code()).as("%s of %s", command, file).isEqualTo(3);
        assertThat(said.err()).contains(file.getFileName().toString()).doesNotContain("\tat ");
      }
    }
    for (String command : List.of("export", "export-encoder")) {
      Said none =
          run(
              command,
              "--from",
              whole.toString(),
              "--to",
              to.toString(),
              "--held-out",
              "none",
              "--rows",
              "0");
      assertThat(none.code()).isEqualTo(2);
      assertThat(none.err()).contains("--rows is 0");
    }
    assertThat(to).isEmptyDirectory();
  }
}

package ai.adjutant.admin.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.hub.Digests;
import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code model synth}: what it writes and what it refuses. */
final class SynthCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"4", "8", "32"})
  void writesAModelsDirectory(String bits, @TempDir Path folder) throws IOException {
    Path directory = folder.resolve("tiny");
    Ran ran =
        ScriptedServer.alone(
            "model", "synth", "--shape", "tiny", "--bits", bits, directory.toString(), "--json");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.json().get("bits").asText()).isEqualTo(bits);
    assertThat(directory.resolve(ran.json().get("graph").asText())).isNotEmptyFile();
    assertThat(directory.resolve("config.json")).isNotEmptyFile();
    assertThat(directory.resolve("tokenizer.json")).isNotEmptyFile();
  }

  @Test
  void writesACacheOfBytes(@TempDir Path folder) throws IOException {
    Path directory = folder.resolve("tiny");
    Ran ran =
        ScriptedServer.alone(
            "model", "synth", "--shape", "tiny", "--cache", "int8", directory.toString(), "--json");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.json().get("cache").asText()).isEqualTo("int8");
    assertThat(Files.readString(directory.resolve("onnx/model.onnx"), ISO_8859_1))
        .contains("PER_CHANNEL");
  }

  @Test
  void theSeedMakesTheWeights(@TempDir Path folder) throws IOException {
    for (String seed : new String[] {"1", "1", "2"}) {
      Path directory = folder.resolve(seed + Files.exists(folder.resolve(seed + "false")));
      Ran ran =
          ScriptedServer.alone(
              "model", "synth", "--shape", "tiny", "--seed", seed, directory.toString());
      assertThat(ran.exit()).as(ran.err()).isZero();
    }
    assertThat(bytes(folder.resolve("1false"))).isEqualTo(bytes(folder.resolve("1true")));
    assertThat(bytes(folder.resolve("1false"))).isNotEqualTo(bytes(folder.resolve("2false")));
  }

  private static String bytes(Path directory) throws IOException {
    StringBuilder digests = new StringBuilder();
    for (ModelFiles.ModelFile file : ModelFiles.of(directory)) {
      digests.append(Digests.sha256(file.file(), read -> {})).append(' ');
    }
    return digests.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "--shape,huge",
    "--bits,5",
    "--block,17",
    "--block,row",
    "--block,column",
    "--cache,int4"
  })
  void refusesWhatIsNotWritten(String option, String value, @TempDir Path folder) {
    String[] command =
        option.equals("--shape")
            ? new String[] {"model", "synth", folder.resolve("x").toString(), option, value}
            : new String[] {
              "model", "synth", folder.resolve("x").toString(), "--shape", "tiny", option, value
            };
    Ran ran = ScriptedServer.alone(command);
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains(value);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void leavesADirectoryWithFilesAlone(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("mine"), "mine");
    assertThat(ScriptedServer.alone("model", "synth", "--shape", "tiny", folder.toString()).exit())
        .isEqualTo(3);
    assertThat(folder.resolve("mine")).hasContent("mine");
  }
}

package ai.adjutant.admin.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedModels;
import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.inference.v1.ImportFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code model} against a scripted service. */
final class ModelCommandTest {
  private final ScriptedModels models = new ScriptedModels();
  private final ScriptedServer server = new ScriptedServer(models);
  private Path folder = Path.of("set before each test");

  @BeforeEach
  void make(@TempDir Path shared) throws IOException {
    folder = Files.createDirectories(shared.resolve("tiny"));
    Files.createDirectories(folder.resolve("onnx"));
    Files.writeString(folder.resolve("config.json"), "{}");
    Files.write(folder.resolve("onnx/model.onnx"), new byte[2_500_000]);
    Files.writeString(folder.resolve(".gitattributes"), "hidden");
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git/HEAD"), "hidden");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsEveryPage() {
    JsonNode result = server.run("model", "list", "--json").json();
    assertThat(result.get("models")).hasSize(3);
    assertThat(server.run("model", "list").out().lines())
        .hasSize(4)
        .anyMatch(
            line -> line.startsWith("m0") && line.contains("int4") && line.contains("350 MiB"));
  }

  @Test
  void showsGraphsAndMemory() {
    JsonNode result = server.run("model", "show", "m0", "--json").json();
    assertThat(result.get("kind").asText()).isEqualTo("decoder");
    assertThat(result.get("state").asText()).isEqualTo("ready");
    assertThat(result.get("batched").asBoolean()).isTrue();
    assertThat(result.get("cache_bytes_per_token").asLong()).isEqualTo(12_288);
    assertThat(result.get("resident_bytes_after").asLong()).isEqualTo(700L << 20);
    assertThat(result.get("variants").get(0).get("weights").asText()).isEqualTo("int4");
    assertThat(server.run("model", "show", "m0").out())
        .contains(
            "12.0 KiB a token",
            "200 MiB before it was loaded, 700 MiB after",
            "at most 8, batched in one step",
            "onnx/model_q4.onnx");
  }

  @Test
  void loadsAndUnloads() {
    assertThat(server.run("model", "load", "m1", "--json").json().get("state").asText())
        .isEqualTo("ready");
    assertThat(server.run("model", "unload", "m1", "--json").json().get("state").asText())
        .isEqualTo("unloaded");
    assertThat(server.run("model", "load", "other").exit()).isEqualTo(4);
  }

  @Test
  void importsADirectory() {
    Ran ran = server.run("model", "import", folder.toString(), "--json");
    assertThat(ran.exit()).isZero();
    assertThat(ran.json().get("name").asText()).isEqualTo("tiny");
    assertThat(models.header().getReplace()).isFalse();
    assertThat(models.header().getFilesList())
        .extracting(ImportFile::getPath)
        .containsExactly("config.json", "onnx/model.onnx");
    assertThat(models.files().get("config.json")).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
    assertThat(models.files().get("onnx/model.onnx")).isEqualTo(new byte[2_500_000]);
    assertThat(models.header().getFiles(0).getDigest())
        .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }

  @Test
  void aNameIsTakenOnceUnlessReplaced() {
    assertThat(server.run("model", "import", folder.toString(), "--name", "m0").exit())
        .isEqualTo(3);
    Ran ran = server.run("model", "import", folder.toString(), "--name", "m0", "--replace");
    assertThat(ran.exit()).isZero();
    assertThat(models.header().getReplace()).isTrue();
  }

  @Test
  void linksWithinCountAndLinksOutAreRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("again.json"), Path.of("config.json"));
    assertThat(server.run("model", "import", folder.toString()).exit()).isZero();
    assertThat(models.files()).containsKey("again.json");
    Path outside = Files.writeString(folder.resolveSibling("secret"), "secret");
    Files.createSymbolicLink(folder.resolve("out.json"), outside);
    Ran ran = server.run("model", "import", folder.toString());
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("out.json is a link that leads out");
  }

  @Test
  void refusesWhatIsNoModelDirectory() throws IOException {
    assertThat(server.run("model", "import", "/no/such/folder").exit()).isEqualTo(4);
    assertThat(server.run("model", "import", folder.resolve("config.json").toString()).exit())
        .isEqualTo(3);
    Path empty = Files.createDirectories(folder.resolveSibling("empty"));
    assertThat(server.run("model", "import", empty.toString()).exit()).isEqualTo(3);
    Path many = Files.createDirectories(folder.resolveSibling("many"));
    for (int i = 0; i < ModelFiles.FILES_MAX; i++) {
      Files.writeString(many.resolve("f" + i), "x");
    }
    assertThat(ModelFiles.of(many)).hasSize(ModelFiles.FILES_MAX);
    Files.writeString(many.resolve("one-more"), "x");
    Ran ran = server.run("model", "import", many.toString());
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("more than 256 files");
  }
}

package ai.adjutant.admin.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.hub.ScriptedHub;
import ai.adjutant.admin.scripted.ScriptedModels;
import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code model pull} from a scripted hub to a scripted service. */
final class PullCommandTest {
  private static final byte[] GRAPH = new byte[600_000];

  static {
    new Random(7).nextBytes(GRAPH);
  }

  private final ScriptedModels models = new ScriptedModels();
  private final ScriptedServer server = new ScriptedServer(models);
  private final ScriptedHub hub =
      new ScriptedHub("owner/small")
          .with("README.md", "not fetched")
          .with("config.json", "{\"a\": 1}")
          .with("tokenizer.json", "{}")
          .with("onnx/model.onnx", GRAPH)
          .with("onnx/model_q4.onnx", "q4");

  private Path folder = Path.of("set before each test");

  @BeforeEach
  void make(@TempDir Path shared) {
    folder = shared.resolve("pulled");
  }

  @AfterEach
  void close() {
    hub.close();
    server.close();
  }

  private Ran pull(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("model", "pull", "owner/small", "--hub", hub.address(), "--directory"));
    all.add(folder.toString());
    all.addAll(List.of(more));
    return server.run(all.toArray(String[]::new));
  }

  @Test
  void fetchesChecksAndBringsIn() throws IOException {
    Ran ran = pull("--json");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.json().get("name").asText()).isEqualTo("small");
    assertThat(models.files()).containsOnlyKeys("config.json", "onnx/model.onnx", "tokenizer.json");
    assertThat(models.files().get("onnx/model.onnx")).isEqualTo(GRAPH);
    assertThat(Files.readAllBytes(folder.resolve("onnx/model.onnx"))).isEqualTo(GRAPH);
    int asked = hub.asked().size();
    assertThat(pull("--name", "again").exit()).isZero();
    assertThat(hub.asked()).as("only the list is fetched again").hasSize(asked + 1);
  }

  @Test
  void fetchesAVariant() {
    assertThat(pull("--variant", "q4").exit()).isZero();
    assertThat(models.files())
        .containsOnlyKeys("config.json", "onnx/model_q4.onnx", "tokenizer.json");
    assertThat(pull("--variant", "int8").exit()).isEqualTo(4);
  }

  @Test
  void goesOnWhereItWasCut() {
    hub.cutting(2);
    Ran ran = pull();
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(models.files().get("onnx/model.onnx")).isEqualTo(GRAPH);
    assertThat(hub.asked()).filteredOn(request -> request.startsWith("/large/")).hasSize(3);
    assertThat(hub.asked()).anyMatch(request -> request.contains("/large/onnx/model.onnx bytes="));
  }

  @Test
  void aLaterCommandGoesOnToo() throws IOException {
    hub.cutting(1);
    Ran cut = pull("--retries", "0");
    assertThat(cut.exit()).isEqualTo(5);
    assertThat(cut.err()).contains("What came so far is kept");
    long kept = Files.size(folder.resolve("onnx/model.onnx.part"));
    assertThat(kept).isBetween(1L, GRAPH.length - 1L);
    assertThat(pull().exit()).isZero();
    assertThat(hub.asked()).contains("/large/onnx/model.onnx bytes=" + kept + "-");
    assertThat(models.files().get("onnx/model.onnx")).isEqualTo(GRAPH);
    assertThat(folder.resolve("onnx/model.onnx.part")).doesNotExist();
  }

  @Test
  void theBeginningOfAnotherFileIsFetchedAnew() throws IOException {
    Files.createDirectories(folder.resolve("onnx"));
    Files.write(folder.resolve("onnx/model.onnx.part"), new byte[1_000]);
    assertThat(pull().exit()).isZero();
    assertThat(models.files().get("onnx/model.onnx")).isEqualTo(GRAPH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx/model.onnx", "config.json"})
  void whatIsNotWhatTheHubSaysIsRemoved(String path) {
    hub.lyingOf(path, path.startsWith("onnx") ? "0".repeat(64) : "0".repeat(40));
    Ran ran = pull();
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains(path, "digest", "it was removed");
    assertThat(folder.resolve(path)).doesNotExist();
    assertThat(folder.resolve(path + ".part")).doesNotExist();
    assertThat(models.files()).isEmpty();
  }

  @Test
  void waitsForABusyHubAFewTimes() {
    hub.busy(2);
    assertThat(pull().exit()).isZero();
    hub.busy(100);
    Ran ran = pull("--retries", "1", "--name", "other");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err()).contains("tried 2 times", "503", hub.address());
  }

  @Test
  void noSuchRepositoryIsNotFound() {
    Ran ran = server.run("model", "pull", "owner/other", "--hub", hub.address());
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("owner/other at revision main does not exist");
  }

  @Test
  void aTokenOpensWhatIsGated() throws IOException {
    hub.forHolderOf("hf_secret");
    Ran without = pull();
    assertThat(without.exit()).isEqualTo(6);
    assertThat(without.err()).contains("401", "--token-file");
    Path file = Files.writeString(folder.resolveSibling("token"), "hf_secret\n");
    assertThat(pull("--token-file", file.toString()).exit()).isZero();
    Files.writeString(file, "two words\r\nX: y");
    assertThat(pull("--token-file", file.toString()).exit()).isEqualTo(3);
  }

  @Test
  void withoutANetworkItSaysWhatItTried() {
    hub.close();
    Ran ran = pull("--retries", "1");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err())
        .contains(
            "the hub " + hub.address() + " can't be reached", "tried 2 times", "model import");
  }

  @Test
  void aNameThatIsTakenIsToldBeforeTheLongWay() {
    assertThat(pull("--name", "m0").exit()).isEqualTo(3);
    assertThat(folder).doesNotExist();
    assertThat(pull("--name", "m0", "--replace").exit()).isZero();
  }

  @Test
  void refusesWhatIsNoRepositoryOrHub() {
    for (String repository : List.of("../x", "a/b/c", "a b", "/a")) {
      assertThat(server.run("model", "pull", repository, "--hub", hub.address()).exit())
          .isEqualTo(2);
    }
    for (String address : Arrays.asList("ftp://x", "huggingface.co", "http://[")) {
      assertThat(server.run("model", "pull", "a/b", "--hub", address).exit()).isEqualTo(2);
    }
  }
}

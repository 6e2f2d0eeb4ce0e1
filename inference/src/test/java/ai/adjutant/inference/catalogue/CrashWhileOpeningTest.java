package ai.adjutant.inference.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.testing.SyntheticDecoder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that ends while it opens a model, and the ones that come after it. */
@Timeout(120)
class CrashWhileOpeningTest {
  @TempDir Path data;

  @Test
  void aStartAfterACrashLeavesTheModelOutAndServesTheOthers() throws Exception {
    SyntheticDecoder.saying("x").writeTo(model("deadly"));
    assertThat(end("halt")).isEqualTo(3);
    assertThat(model("deadly").resolve(".opening")).isNotEmptyFile();
    SyntheticDecoder.saying("y").writeTo(model("good"));
    try (Catalogue catalogue = open()) {
      assertThat(catalogue.get("deadly")).isInstanceOf(Entry.Failed.class);
      assertThatThrownBy(() -> catalogue.generator("deadly"))
          .hasMessageContaining("the process ended while it was being opened")
          .hasMessageContaining("./adjutant model load deadly");
      assertThat(catalogue.generator("").spec().name()).isEqualTo("good");
      assertThat(catalogue.encoder("")).isNotNull();
    }
    // It stays left out until somebody asks for it.
    try (Catalogue catalogue = open()) {
      assertThat(catalogue.get("deadly")).isInstanceOf(Entry.Failed.class);
      assertThat(catalogue.load("deadly")).isInstanceOf(Entry.Generator.class);
      assertThat(model("deadly").resolve(".opening")).doesNotExist();
    }
    try (Catalogue catalogue = open()) {
      assertThat(catalogue.generator("deadly")).isNotNull();
    }
  }

  @Test
  void anOrderlyStopWhileAModelIsOpenedLeavesNoMark() throws Exception {
    SyntheticDecoder.saying("x").writeTo(model("slow"));
    assertThat(end("exit")).isZero();
    assertThat(model("slow").resolve(".opening")).doesNotExist();
    try (Catalogue catalogue = open()) {
      assertThat(catalogue.generator("slow")).isNotNull();
    }
  }

  @Test
  void aModelThatFailsToOpenLeavesNoMark() throws IOException {
    SyntheticDecoder.saying("x").writeTo(model("bad"));
    Files.writeString(model("bad").resolve("tokenizer.json"), "{}");
    try (Catalogue catalogue = open()) {
      assertThat(catalogue.get("bad")).isInstanceOf(Entry.Failed.class);
    }
    assertThat(model("bad").resolve(".opening")).doesNotExist();
  }

  /** What an import leaves whose model ended the process, when an older one was to be replaced. */
  @Test
  void nothingStaysOfAnImportThatEndedTheProcess() throws IOException {
    Path left = data.resolve("models/.incoming/left");
    SyntheticDecoder.saying("old").writeTo(left.resolve("aside/m"));
    Files.writeString(left.resolve("name"), "m");
    SyntheticDecoder.saying("deadly").writeTo(model("m"));
    Files.writeString(model("m").resolve(".opening"), "now");
    Path other = data.resolve("models/.incoming/other");
    Files.createDirectories(other);
    Files.writeString(other.resolve("name"), "n");
    SyntheticDecoder.saying("deadly").writeTo(model("n"));
    Files.writeString(model("n").resolve(".opening"), "now");
    String old = Files.readString(left.resolve("aside/m/config.json"));
    try (Catalogue catalogue = open()) {
      assertThat(catalogue.generator("m")).isNotNull();
      assertThat(catalogue.list()).extracting(Entry::name).doesNotContain("n");
    }
    assertThat(model("m").resolve("config.json")).hasContent(old);
    assertThat(model("n")).doesNotExist();
    assertThat(data.resolve("models/.incoming")).isEmptyDirectory();
  }

  private int end(String how) throws IOException, InterruptedException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            DyingProbe.class.getName(),
            data.toString(),
            how)
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("log-" + how).toFile())
        .start()
        .waitFor();
  }

  private Path model(String name) {
    return data.resolve("models").resolve(name);
  }

  private Catalogue open() {
    return Catalogue.open(
        new CatalogueSettings(
            data.resolve("native"),
            data.resolve("models"),
            new EmbedSettings(1, 256, 256),
            new EngineSettings(1, 1, 1, 64 << 20),
            new SimpleMeterRegistry()));
  }
}

package ai.adjutant.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.inference.testing.SyntheticDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HomeFolderTest {
  @TempDir Path folder;

  @Test
  void writesNothingIntoTheHomeFolderAndLeavesNothingBehind() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path data = folder.resolve("data");
    SyntheticDecoder.saying("x").writeTo(data.resolve("tenants/default/models/synthetic"));
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Duser.home=" + home,
            "-Djava.io.tmpdir=" + temporary,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            HomeProbe.class.getName(),
            data.toString());
    // A CI variable would hide what happens elsewhere, and ours would hide a missing guard.
    child
        .environment()
        .keySet()
        .removeAll(
            List.of("CI", "ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "DJL_CACHE_DIR", "TMPDIR"));
    child.environment().put("HOME", home.toString());
    child.directory(folder.toFile());
    Path output = folder.resolve("output");
    Process process = child.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    assertThat(output).content().contains("telemetry off: 1");
    assertThat(everything(home)).isEmpty();
    assertThat(everything(temporary)).isEmpty();
    assertThat(everything(data))
        .anyMatch(path -> path.endsWith("native/onnxruntime-1.28.0/libonnxruntime.so"));
  }

  private static List<Path> everything(Path under) throws IOException {
    try (Stream<Path> paths = Files.walk(under)) {
      return paths.filter(path -> !path.equals(under)).toList();
    }
  }
}

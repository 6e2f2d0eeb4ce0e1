package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory outside the heap stays flat while models serve, and while they come and go. {@code
 * -Dadjutant.leak.requests=10000 -Dadjutant.leak.loads=200} makes more of both.
 */
@Timeout(600)
@EnabledOnOs(OS.LINUX) // reads /proc
class NativeMemoryTest {
  /** A request that leaked a kilobyte would be found out. */
  private static final long REQUEST_BYTES_MAX = 1_000;

  /** Less than the weights of the model that is loaded; a tokenizer takes more still. */
  private static final long LOAD_BYTES_MAX = 100_000;

  @TempDir static Path folder;
  private static String grown;

  /** In a process of its own, whose heap has one size and whose compiler needs little. */
  @BeforeAll
  static void measure() throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xms128m",
                "-Xmx128m",
                "-XX:+AlwaysPreTouch",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LeakProbe.class.getName(),
                folder.resolve("data").toString(),
                System.getProperty("adjutant.leak.requests", "3000"),
                System.getProperty("adjutant.leak.loads", "80"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.waitFor();
    grown = Files.readString(output);
    assertThat(code).as(grown).isZero();
  }

  @Test
  void staysFlatOverRequests() {
    assertThat(each("requests")).as(grown).isLessThan(REQUEST_BYTES_MAX);
  }

  @Test
  void staysFlatWhileModelsComeAndGo() {
    assertThat(each("loads")).as(grown).isLessThan(LOAD_BYTES_MAX);
  }

  private static long each(String what) {
    Matcher line = Pattern.compile(what + ": (-?\\d+) bytes each").matcher(grown);
    assertThat(line.find()).as(grown).isTrue();
    return Long.parseLong(line.group(1));
  }
}

package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code config}: what holds, where it came from, and what is wrong. */
final class ConfigCommandTest {
  @TempDir Path folder = Path.of("never used");

  private record Ran(int exit, String out, String err) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands = new CommandLine(new ConfigCommand());
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Ran(commands.execute(arguments), out.toString(), err.toString());
  }

  private String file(String text) throws Exception {
    return Files.writeString(folder.resolve("adjutant.yaml"), text).toString();
  }

  @Test
  void showsEveryValueAndItsOrigin() throws Exception {
    String file = file("inference:\n  import:\n    idle-timeout: 90s\n");
    Ran ran = run("show", "--config", file, "--port", "9", "--threads", "3");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .hasSize(
            ServeOptions.schema().groups().stream().mapToInt(g -> g.descriptors().size()).sum())
        .anySatisfy(line -> assertThat(line).matches("threads +3 +--threads"))
        .anySatisfy(line -> assertThat(line).matches("server.gateway-port +9 +--port"))
        .anySatisfy(line -> assertThat(line).matches("inference.engine.queue-size +64 +default"))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("inference.import.idle-timeout ")
                .endsWith(file + ":3")
                .contains(" 90s "));
  }

  @Test
  void showsTheSameAsJson() throws Exception {
    String file = file("threads: 4\n");
    JsonNode shown = new ObjectMapper().readTree(run("show", "--config", file, "--json").out());
    assertThat(shown.at("/settings/1/key").asText()).isEqualTo("threads");
    assertThat(shown.at("/settings/1/value").asText()).isEqualTo("4");
    assertThat(shown.at("/settings/1/origin").asText()).isEqualTo(file + ":1");
    assertThat(shown.at("/settings/1/variable").asText()).isEqualTo("ADJUTANT_THREADS");
  }

  @Test
  void findsTheFileBesideTheData() throws Exception {
    String file = file("threads: 4\n");
    assertThat(run("show", "--data", folder.toString()).out())
        .containsPattern("threads +4 +" + file + ":1");
    file("data: elsewhere\n");
    Ran ran = run("check", "--data", folder.toString());
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains(":1: data can't be set here: ", "--data", "--config");
    assertThat(run("check", "--config", file).exit()).isZero();
  }

  @Test
  void checks() throws Exception {
    assertThat(run("check", "--config", file("threads: 4\n")).out())
        .contains("the settings can be used");
    String bad = file("threads: many\nserver: {retriever-address: 'in-process:x'}\n");
    Ran refused = run("check", "--config", bad);
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("2 settings can't be used", ":1: threads is 'many'", "give HOST:PORT");
    Ran json = run("check", "--config", bad, "--json");
    assertThat(json.exit()).isEqualTo(3);
    JsonNode report = new ObjectMapper().readTree(json.out());
    assertThat(report.at("/usable").asBoolean(true)).isFalse();
    assertThat(report.at("/problems")).hasSize(2);
    assertThat(run("show", "--config", bad).exit()).isEqualTo(3);
    assertThat(run("check", "--config", folder.resolve("no.yaml").toString()).err())
        .contains("does not exist");
  }

  @Test
  void saysWhatItTakes() {
    assertThat(run("--help").out()).contains("show", "check", "reference");
    assertThat(run("show", "--help").out()).contains("--config", "--json", "--threads");
    assertThat(run().exit()).isEqualTo(2);
  }
}

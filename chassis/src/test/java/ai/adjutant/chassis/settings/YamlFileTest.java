package ai.adjutant.chassis.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a settings file can hold: each fault is a clear message with its line. */
final class YamlFileTest {
  @TempDir Path folder = Path.of("never used");

  private List<String> problems(String text) throws IOException {
    return problems(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> problems(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("adjutant.yaml"), bytes);
    return problems(file);
  }

  private List<String> problems(Path file) {
    return SampleSettings.ofFile(file).problems().stream()
        .map(Problem::toString)
        .map(text -> text.replace(folder + "/", ""))
        .toList();
  }

  @Test
  void takesWhatSaysNothing() throws IOException {
    assertThat(problems("")).isEmpty();
    assertThat(problems("# nothing\n---\n")).isEmpty();
    assertThat(problems("sample:\n  part:\n    # queue-size: 3\n")).isEmpty();
    assertThat(problems("\uFEFFsample.part.queue-size: 3 # and a mark of its encoding\r\n"))
        .isEmpty();
  }

  @Test
  void refusesKeysThatAreSetTwice() throws IOException {
    assertThat(problems("sample:\n  part:\n    count: 1\n    count: 2\n"))
        .containsExactly("adjutant.yaml:4: 'sample.part.count' is set twice, here and in line 3");
    assertThat(problems("sample.part.count: 1\nsample: {part: {count: 2}}\n"))
        .containsExactly("adjutant.yaml:2: 'sample.part.count' is set twice, here and in line 1");
    assertThat(problems("sample: {part: {count: 1}}\nsample: {part: {share: 1}}\n"))
        .containsExactly("adjutant.yaml:2: 'sample' is set twice, here and in line 1");
  }

  @Test
  void refusesTabs() throws IOException {
    assertThat(problems("sample:\n\tpart:\n\t\tcount: 1\n"))
        .containsExactly(
            "adjutant.yaml:2: the line is indented with a tab; YAML takes spaces only");
  }

  @Test
  void refusesALargeFile() throws IOException {
    assertThat(problems("# ten megabytes\n".repeat(655_360)))
        .containsExactly("adjutant.yaml: is larger than 1MiB, which no settings file needs to be");
    String comment = "#".repeat(YamlFile.BYTES_MAX - 1);
    assertThat(problems(comment + "\n")).isEmpty();
    assertThat(problems(comment + "#\n")).hasSize(1);
  }

  @Test
  void refusesAnchorsBeforeTheyUnfold() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(problems(bomb.toString())).isNotEmpty();
    assertThat(problems("sample: &a\n  part: &b {count: 1}\n"))
        .containsExactly(
            "adjutant.yaml:1: anchors and aliases (&, *) are not read; write the value out");
    assertThat(problems("sample: {part: {label: &a x, pass-word: *a}}\n")).hasSize(2);
    assertThat(problems("sample: &a {part: *a}\n")).isNotEmpty();
  }

  @Test
  void makesNoObjects() throws IOException {
    assertThat(problems("sample.part.label: !!java.io.File [/tmp/x]\n")).hasSize(1);
    assertThat(problems("!!javax.script.ScriptEngineManager [x]\n")).hasSize(1);
  }

  @Test
  void refusesWhatIsNoMappingOfKeysToValues() throws IOException {
    assertThat(problems("- a\n- b\n"))
        .containsExactly("adjutant.yaml:1: a line such as 'threads: 4' was expected");
    assertThat(problems("just text\n")).hasSize(1);
    assertThat(problems("sample: {part: {count: [1, 2]}}"))
        .containsExactly("adjutant.yaml:1: 'sample.part.count' takes one value, not a list");
    assertThat(problems("sample:\n  part: 5\n"))
        .containsExactly(
            "adjutant.yaml:2: sample.part is a group of settings and takes no value itself");
    assertThat(problems("sample.part.count:\n"))
        .containsExactly(
            "adjutant.yaml:1: sample.part.count has no value; give a whole number of at most"
                + " 9000000000");
    assertThat(problems("? [a, b]\n: c\n"))
        .containsExactly("adjutant.yaml:1: a key is one word, not a list or a group");
    assertThat(problems("a: 1\n---\nb: 2\n")).hasSize(1);
  }

  @Test
  void saysInWhichLineTheSyntaxBreaks() throws IOException {
    assertThat(problems("sample:\n  part: {count: 1\n"))
        .singleElement()
        .asString()
        .startsWith("adjutant.yaml:3: is not YAML: ");
    assertThat(problems("a: 1\nb: \u0007\n"))
        .containsExactly("adjutant.yaml:2: holds a control character, which YAML does not allow");
    assertThat(problems("[".repeat(100_000))).hasSize(1);
    assertThat(problems("a: {".repeat(1_000))).hasSize(1);
    assertThat(problems(new byte[] {'a', ':', ' ', (byte) 0xff}))
        .containsExactly("adjutant.yaml: is not text in UTF-8");
  }

  @Test
  void boundsTheProblemsOfAFile() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("unknown-").append(i).append(": 1\n");
    }
    Settings.Reading reading =
        SampleSettings.ofFile(Files.writeString(folder.resolve("many.yaml"), text));
    assertThat(reading.message().lines()).hasSizeLessThan(60);
  }

  @Test
  void saysThatAFileIsNotThere() throws IOException {
    assertThat(problems(folder.resolve("missing.yaml")))
        .containsExactly("missing.yaml: does not exist");
    assertThat(problems(Files.createDirectory(folder.resolve("folder.yaml"))))
        .containsExactly("folder.yaml: is not a file");
  }
}

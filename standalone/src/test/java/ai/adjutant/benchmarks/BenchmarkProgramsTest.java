package ai.adjutant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change that breaks a program under {@code benchmarks/} breaks the build. Programs of peers
 * whose jars no module has are skipped by name.
 */
final class BenchmarkProgramsTest {
  private static final Path BENCHMARKS =
      Path.of(System.getProperty("adjutant.root", "..")).resolve("benchmarks");

  private static final String CLASS_PATH = System.getProperty("java.class.path", "");

  /** Packages of peers, with the one class of each that tells whether its jar is there. */
  private static final Map<String, String> PEERS =
      Map.of(
          "dev.langchain4j", "dev.langchain4j.model.embedding.EmbeddingModel",
          "org.openjdk.jmh", "org.openjdk.jmh.annotations.Benchmark");

  @TempDir Path classes = Path.of("never used");

  private static List<String> missingPeers() {
    return PEERS.entrySet().stream()
        .filter(peer -> !isThere(peer.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static boolean isThere(String name) {
    String resource = name.replace('.', '/') + ".class";
    return ClassLoader.getSystemResource(resource) != null;
  }

  @TestFactory
  List<DynamicTest> compiles() throws IOException {
    List<String> missing = missingPeers();
    List<DynamicTest> tests = new ArrayList<>();
    for (Program program : Program.in(BENCHMARKS)) {
      Program rest = program.without(missing);
      if (!rest.sources().isEmpty()) {
        tests.add(dynamicTest(program.name(), () -> assertCompiles(rest)));
      }
      for (Path source : program.sources()) {
        if (!rest.sources().contains(source)) {
          tests.add(dynamicTest(BENCHMARKS.relativize(source).toString(), () -> skip(source)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(5);
    return tests;
  }

  private void assertCompiles(Program program) throws IOException {
    Path into = Files.createTempDirectory(classes, "program");
    assertThat(program.compile(CLASS_PATH, into)).as(program.name()).isEmpty();
  }

  private static void skip(Path source) {
    List<String> peers =
        missingPeers().stream().filter(peer -> Program.needs(source, List.of(peer))).toList();
    Assumptions.abort(
        source.getFileName()
            + " needs the jars of "
            + String.join(", ", peers)
            + ", as its run has");
  }

  @Test
  void findsACallThatIsNoLongerThere() throws IOException {
    Path source = classes.resolve("Old.java");
    Files.writeString(
        source,
        """
        import ai.adjutant.text.Sentences;

        class Old {
          Object sentences = Sentences.splitAsBefore("One. Two.");
        }
        """);
    Program program = new Program("old", List.of(source), false);

    assertThat(program.compile(CLASS_PATH, classes))
        .singleElement()
        .asString()
        .contains("splitAsBefore")
        .contains("Old.java:4");
  }

  @Test
  void keepsTestsFromProgramsThatRunWithoutThem() {
    String all =
        String.join(File.pathSeparator, "a/classes", "b/test-classes", "c-1-tests.jar", "d-1.jar");

    assertThat(Program.withoutTests(all))
        .isEqualTo(String.join(File.pathSeparator, "a/classes", "d-1.jar"));
  }
}

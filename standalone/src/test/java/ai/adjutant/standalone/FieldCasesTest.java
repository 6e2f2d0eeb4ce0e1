package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cases from the field, asked of the whole platform: each in a corpus of its own, and each among
 * the documents of the telecommunications samples, since evidence depends on what else there is.
 */
final class FieldCasesTest {
  private static final Path SAMPLES =
      Path.of(System.getProperty("adjutant.root", "..")).resolve("samples/telecom/documents");

  @TempDir static Path folder = Path.of("never used");

  private static ServerProcess.@Nullable Running server;
  private static Path cases = Path.of("never used");

  @BeforeAll
  static void start() throws Exception {
    String data = System.getProperty("adjutant.data", "");
    Assumptions.assumeFalse(data.isEmpty(), "-Dadjutant.data=FOLDER names the public sets");
    cases = Path.of(data).resolve("field");
    Assumptions.assumeTrue(Files.isDirectory(cases), "no cases from the field in " + data);
    server = ServerProcess.serving(folder, "--data", folder.resolve("data").toString());
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @MethodSource("ai.adjutant.standalone.FieldCase#all")
  void answersAlone(FieldCase field) {
    AdjutantCommands adjutant = adjutant();
    String corpus = "alone-" + field.name();
    adjutant.run("corpus", "create", corpus, "--language", field.language(), "--json").json();
    load(corpus, field.documents(cases));
    field
        .shown()
        .forEach((document, text) ->
            assertThat(adjutant.run("document", "show", "-c", corpus, "--text", document).out())
                .contains(text));
    assertThat(wrong(field, corpus, expected -> expected.miss() != null)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ai.adjutant.standalone.FieldCase#all")
  void answersBesideTheSamples(FieldCase field) {
    AdjutantCommands adjutant = adjutant();
    String corpus = "beside-" + field.language();
    if (adjutant.run("corpus", "show", corpus).exit() != 0) {
      adjutant.run("corpus", "create", corpus, "--language", field.language(), "--json").json();
      load(corpus, SAMPLES);
    }
    Set<String> before = documents(corpus);
    load(corpus, field.documents(cases));
    List<String> wrong =
        wrong(field, corpus, expected -> expected.miss() != null || expected.missBeside() != null);
    Set<String> added = documents(corpus);
    added.removeAll(before);
    for (String document : added) {
      adjutant.run("document", "delete", "-c", corpus, document);
    }
    assertThat(wrong).isEmpty();
  }

  private static AdjutantCommands adjutant() {
    return new AdjutantCommands(Objects.requireNonNull(server).address());
  }

  private static void load(String corpus, Path documents) {
    adjutant().run("corpus", "load", corpus, documents.toString(), "--json").json();
  }

  private static Set<String> documents(String corpus) {
    Set<String> names = new HashSet<>();
    adjutant()
        .run("document", "list", "-c", corpus, "--json")
        .json()
        .findValuesAsText("name")
        .forEach(names::add);
    return names;
  }

  private static List<String> wrong(
      FieldCase field, String corpus, Predicate<FieldCase.Expected> known) {
    return field.dialogue() ? converse(field, corpus) : ask(field, corpus, known);
  }

  /**
   * Returns the questions with wrong answers; a known miss must still be one, or the list is old.
   */
  private static List<String> ask(
      FieldCase field, String corpus, Predicate<FieldCase.Expected> known) {
    List<String> wrong = new ArrayList<>();
    for (FieldCase.Expected expected : field.questions()) {
      List<String> command = new ArrayList<>(List.of("ask", "-c", corpus, "--json"));
      if (expected.asOf() != null) {
        command.addAll(List.of("--as-of", expected.asOf()));
      }
      String question = field.question(cases, expected.line());
      command.add(question);
      JsonNode answer = adjutant().run(command.toArray(String[]::new)).tree();
      if (expected.right(answer) == known.test(expected)) {
        wrong.add((known.test(expected) ? "right now: " : "") + question + " -> " + answer);
      }
    }
    return wrong;
  }

  private static List<String> converse(FieldCase field, String corpus) {
    StringBuilder typed = new StringBuilder();
    for (FieldCase.Expected expected : field.questions()) {
      typed.append(field.question(cases, expected.line())).append('\n');
    }
    String said = adjutant().typing(typed.toString(), "chat", "-c", corpus).out();
    List<String> wrong = new ArrayList<>();
    int from = 0;
    for (FieldCase.Expected expected : field.questions()) {
      for (String wanted : expected.wanted()) {
        from = said.indexOf(wanted, Math.max(from, 0));
      }
      if (from < 0 || expected.unwanted().stream().anyMatch(said::contains)) {
        wrong.add(expected + " in " + said);
      }
    }
    return wrong;
  }
}

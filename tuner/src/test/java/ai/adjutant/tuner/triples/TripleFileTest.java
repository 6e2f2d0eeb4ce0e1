package ai.adjutant.tuner.triples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples are read, checked and counted. */
final class TripleFileTest {
  private static final String GOOD =
      "{\"source\":\"s\",\"language\":\"en\",\"context\":\"\uD83D\uDE00 It lasts two days.\","
          + "\"question\":\"How long?\",\"answers\":[{\"text\":\"two days\",\"start\":11}]}";

  @TempDir Path folder;

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("triples.jsonl"), List.of(lines));
  }

  @Test
  void countsOffsetsInCodePoints() throws IOException {
    TripleFile.Content content = TripleFile.read(file(GOOD), "en", List.of());
    Triple triple = content.triples().getFirst();
    assertThat(triple.answers()).containsExactly(new Triple.Answer("two days", 11));
    assertThat(triple.answers().getFirst().end()).isEqualTo(19);
    assertThat(triple.answered()).isTrue();
  }

  @Test
  void readsCompressedFilesAndLeavesOtherLanguagesOut() throws IOException {
    Path file = folder.resolve("triples.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      String lines = GOOD + "\n\n" + GOOD.replace("\"en\"", "\"de\"") + "\n";
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }
    TripleFile.Content content = TripleFile.read(file, "en", List.of());
    assertThat(content.triples()).hasSize(1);
    assertThat(content.otherLanguages()).isEqualTo(Map.of("de", 1));
  }

  @Test
  void takesQuestionsThatHeadSections() throws IOException {
    String heading =
        "{\"source\":\"faq_en\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"},"
            + "{\"role\":\"assistant\",\"content\":\"Because.\"}]}";
    String other = heading.replace("faq_en", "chat");
    Triple triple =
        TripleFile.read(file(heading, other), "en", List.of("faq")).triples().getFirst();
    assertThat(triple).isEqualTo(new Triple("faq_en", "Because.", "Why?", List.of(), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "12", "-1", "1000000", "\"x\""})
  void namesTheLineWhoseAnswerStandsElsewhere(String start) throws IOException {
    Path file = file(GOOD, GOOD.replace("11}", start + "}"));
    assertThatThrownBy(() -> TripleFile.read(file, "en", List.of()))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(TriplesReason.EXAMPLE_REFUSED))
        .hasMessageContaining("triples.jsonl line 2: the answer does not stand at");
  }

  @Test
  void namesTheLineThatIsNoExample() throws IOException {
    Path file = file(GOOD, "{\"source\":");
    assertThatThrownBy(() -> TripleFile.read(file, "en", List.of()))
        .hasMessageContaining("line 2: is no JSON");
    Path without = file(GOOD.replace("\"question\"", "\"q\""));
    assertThatThrownBy(() -> TripleFile.read(without, "en", List.of()))
        .hasMessageContaining("line 1: 'question' is no text");
    assertThatThrownBy(() -> TripleFile.read(folder.resolve("none"), "en", List.of()))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(TriplesReason.EXAMPLES_UNREADABLE));
  }

  @Test
  void cutsAMillionCharactersAroundTheAnswer() throws IOException {
    String filler = "word ".repeat(200_000);
    String line =
        "{\"source\":\"s\",\"language\":\"en\",\"context\":\""
            + filler
            + "the answer is here "
            + filler
            + "\",\"question\":\"Where?\",\"answers\":[{\"text\":\"here\",\"start\":1000014}]}";
    TripleFile.Content content = TripleFile.read(file(line), "en", List.of());
    Triple triple = content.triples().getFirst();
    assertThat(content.cut()).isEqualTo(1);
    assertThat(triple.context()).hasSize(TripleFile.CONTEXT_MAX);
    Triple.Answer answer = triple.answers().getFirst();
    assertThat(triple.context().substring(answer.start(), answer.end())).isEqualTo("here");
  }

  @Test
  void folderStandsForItsFiles() throws IOException {
    Path first = file(GOOD);
    Path second = Files.writeString(folder.resolve("a.jsonl.gz"), "");
    Files.writeString(folder.resolve("notes.txt"), "");
    assertThat(TripleFile.files(folder)).containsExactly(second, first);
    assertThat(TripleFile.files(first)).containsExactly(first);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> TripleFile.files(empty)).hasMessageContaining("holds no file");
  }

  @Test
  void readsClaims() throws IOException {
    Path file =
        file("{\"claim\":\"It floats.\",\"passage\":\"It sinks.\",\"label\":\"contradicted\"}");
    assertThat(ClaimFile.read(file))
        .containsExactly(new Claim("It floats.", "It sinks.", Claim.Label.CONTRADICTED));
    assertThat(ClaimFile.read(folder)).hasSize(1);
    Path wrong = file("{\"claim\":\"It floats.\",\"passage\":\"It sinks.\",\"label\":\"maybe\"}");
    assertThatThrownBy(() -> ClaimFile.read(wrong)).hasMessageContaining("no label is 'maybe'");
  }
}

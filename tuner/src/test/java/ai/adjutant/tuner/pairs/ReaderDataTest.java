package ai.adjutant.tuner.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.tuner.triples.Claim;
import ai.adjutant.tuner.triples.ClaimFile;
import ai.adjutant.tuner.triples.Triple;
import ai.adjutant.tuner.triples.TripleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files as a whole: readable, repeatable, and train and test apart. */
final class ReaderDataTest {
  private static final int ROWS = 900;
  private static final List<String> TOWNS =
      List.of("Oslo", "Lima", "Cairo", "Quito", "Hanoi", "Riga", "Tunis", "Accra");

  @TempDir Path folder;

  private Path input = Path.of("");

  @BeforeEach
  void passages() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String town = TOWNS.get(i % TOWNS.size());
      int year = 1900 + i % 90;
      String said =
          "The museum in " + town + " was opened before " + year + " by " + (i + 11) + " people. ";
      String context = said + "Its garden number " + i + " is near the old market of the town.";
      String answer = String.valueOf(i + 11);
      lines.add(
          "{\"source\":\"s\",\"language\":\"en\",\"license\":\"CC0-1.0\",\"context\":\""
              + context
              + "\",\"question\":\"How many people opened the museum in "
              + town
              + " before "
              + year
              + "?\",\"answers\":[{\"text\":\""
              + answer
              + "\",\"start\":"
              + context.indexOf(answer + " people")
              + "}]}");
    }
    input = Files.write(folder.resolve("in.jsonl"), lines);
  }

  private record Written(Path triples, Path claims) {}

  private Written make(String name, Part part, long seed, List<Path> sets) {
    Path triples = folder.resolve(name + ".jsonl.gz");
    Path claims = folder.resolve(name + "-claims.jsonl.gz");
    ReaderData.write(
        new ReaderData.Request(
            List.of(input),
            List.of(),
            sets,
            List.of("wice"),
            part,
            Shares.of(part == Part.TRAIN ? Shares.TRAIN : Shares.TEST),
            ROWS,
            seed),
        triples,
        Optional.of(claims));
    return new Written(triples, claims);
  }

  private static List<Triple> triples(Path file) {
    return TripleFile.read(file, "en", List.of()).triples();
  }

  @Test
  void readersTakeWhatIsWritten() {
    Written made = make("a", Part.TRAIN, 1, List.of());
    List<Triple> rows = triples(made.triples());
    assertThat(rows).anyMatch(row -> !row.answered()).anyMatch(Triple::answered);
    assertThat(TripleFile.read(made.triples(), "en", List.of()).licenses())
        .isEqualTo(Map.of("s", "CC0-1.0"));
    List<Claim> claims = ClaimFile.read(made.claims());
    for (Claim.Label label : Claim.Label.values()) {
      assertThat(claims).anyMatch(claim -> claim.label() == label);
    }
  }

  @Test
  void alteredQuestionFollowsItsAnsweredOne() {
    List<Triple> rows = triples(make("b", Part.TRAIN, 1, List.of()).triples());
    for (int i = 0; i + 1 < 100; i += 2) {
      assertThat(rows.get(i).answered()).isTrue();
      assertThat(rows.get(i + 1).answered()).isFalse();
      assertThat(rows.get(i + 1).context()).isEqualTo(rows.get(i).context());
    }
  }

  @Test
  void sameSeedSameBytes() throws IOException {
    Written first = make("c", Part.TRAIN, 7, List.of());
    Written again = make("d", Part.TRAIN, 7, List.of());
    assertThat(Files.mismatch(first.triples(), again.triples())).isEqualTo(-1);
    assertThat(Files.mismatch(first.claims(), again.claims())).isEqualTo(-1);
    Written other = make("e", Part.TRAIN, 8, List.of());
    assertThat(Files.mismatch(first.triples(), other.triples())).isNotEqualTo(-1);
  }

  @Test
  void trainAndTestShareNoPassage() {
    Written train = make("f", Part.TRAIN, 7, List.of());
    Written test = make("g", Part.TEST, 8, List.of());
    Set<String> learnt =
        triples(train.triples()).stream().map(Triple::context).collect(Collectors.toSet());
    ClaimFile.read(train.claims()).forEach(claim -> learnt.add(claim.passage()));
    assertThat(triples(test.triples()))
        .isNotEmpty()
        .noneMatch(row -> learnt.contains(row.context()));
    assertThat(ClaimFile.read(test.claims()))
        .isNotEmpty()
        .noneMatch(claim -> learnt.contains(claim.passage()));
  }

  @Test
  void judgedClaimsAreHalvedAndLeftOutByName() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lines.add(
          "{\"source\":\"%s\",\"claim\":\"Judged %d.\",\"evidence\":\"Seen %d.\",\"label\":\"%s\"}"
              .formatted(
                  i % 4 == 0 ? "wice_x" : "own",
                  i,
                  i,
                  List.of("supported", "unsupported", "partial", "contradicted").get(i / 4 % 4)));
    }
    Path sets = Files.write(folder.resolve("sets.jsonl"), lines);
    List<Claim> both = new ArrayList<>();
    for (Part part : Part.values()) {
      ClaimFile.read(make("h", part, 7, List.of(sets)).claims()).stream()
          .filter(claim -> claim.claim().startsWith("Judged"))
          .forEach(both::add);
    }
    assertThat(both).hasSize(24).doesNotHaveDuplicates();
    assertThat(both).noneMatch(claim -> claim.claim().equals("Judged 0."));
    assertThat(both)
        .contains(new Claim("Judged 5.", "Seen 5.", Claim.Label.NOT_FOUND))
        .contains(new Claim("Judged 1.", "Seen 1.", Claim.Label.SUPPORTED));
  }

  @Test
  void refusesSharesThatAreNone() {
    for (String wrong : List.of("altered", "altered=x", "altered=0.7,tables=0.7", "other=0.1")) {
      assertThatThrownBy(() -> Shares.of(wrong)).hasMessageContaining("gives no shares");
    }
  }
}

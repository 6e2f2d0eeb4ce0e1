package ai.adjutant.tuner.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.tuner.triples.Claim;
import ai.adjutant.tuner.triples.Triple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions on tables: a cell answers them, or none does. */
final class TableQuestionsTest {
  private static final long SEED = 11;

  @TempDir Path folder;

  private static List<MadeTriple> rows(Part part) {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    TableMaker maker = new TableMaker(part);
    return new TableQuestions("made", () -> maker.make(random), 0).make(2_000, 2_000, random);
  }

  @Test
  void everySecondRowIsAnsweredAtItsPlace() {
    List<MadeTriple> rows = rows(Part.TRAIN);
    assertThat(rows).hasSize(2_000);
    for (MadeTriple row : rows) {
      Triple triple = row.triple();
      for (Triple.Answer answer : triple.answers()) {
        int at = triple.context().offsetByCodePoints(0, answer.start());
        assertThat(triple.context().startsWith(answer.text(), at)).as(triple.toString()).isTrue();
      }
      assertThat(triple.answers().isEmpty()).isEqualTo(!row.kind().equals(TableQuestions.CELL));
    }
    assertThat(rows.stream().map(MadeTriple::kind).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            TableQuestions.CELL,
            TableQuestions.SIBLING,
            TableQuestions.COLUMN,
            TableQuestions.YEAR,
            TableQuestions.CONDITION,
            TableQuestions.EMPTY);
  }

  @Test
  void rowsReadAsTheProductHoldsThem() {
    assertThat(rows(Part.TRAIN))
        .anySatisfy(row ->
            assertThat(row.triple().context()).containsPattern("\n\\w+: [^|\n]+ \\| [^|\n]+: "));
  }

  @Test
  void partsShareNoItem() {
    Set<String> families = new HashSet<>();
    Domain.all(Part.TRAIN).forEach(domain -> families.addAll(domain.families()));
    Set<String> titles =
        Domain.all(Part.TRAIN).stream()
            .flatMap(domain -> domain.titles().stream())
            .collect(Collectors.toSet());
    for (Domain domain : Domain.all(Part.TEST)) {
      assertThat(domain.families()).isNotEmpty().doesNotContainAnyElementsOf(families);
      assertThat(domain.titles()).isNotEmpty().doesNotContainAnyElementsOf(titles);
    }
  }

  @Test
  void claimsOfCells() {
    Random random = new Random(SEED);
    TableMaker maker = new TableMaker(Part.TEST);
    List<MadeClaim> claims =
        new TableQuestions("made", () -> maker.make(random), 0).claims(300, random);
    for (Claim.Label label : Claim.Label.values()) {
      assertThat(claims).filteredOn(row -> row.claim().label() == label).hasSize(100);
    }
    assertThat(claims)
        .filteredOn(row -> row.kind().equals(TableQuestions.SIBLING))
        .allMatch(row -> row.claim().label() == Claim.Label.NOT_FOUND);
  }

  @Test
  void takesTablesOfFiles() throws IOException {
    Path csv = folder.resolve("pump_data.csv");
    Files.writeString(
        csv, "Pump,Head,\"Flow, max\"\nP1,10,1\nP2,20,2\nP3,30,3\nP4,40,4\nP5,50,\"5,5\"\n");
    Path markdown = folder.resolve("rates.md");
    Files.writeString(
        markdown,
        "# Rates of rooms\n\n"
            + "| Room | Rate | Beds |\n"
            + "|---|---|---|\n"
            + "| A | 10 | 1 |\n"
            + "| B | 20 | 2 |\n"
            + "| C | 30 | 3 |\n"
            + "| D | 40 | 4 |\n\n"
            + "text\n");
    List<TableFiles.Whole> all = new java.util.ArrayList<>();
    for (Part part : Part.values()) {
      all.addAll(TableFiles.read(List.of(csv, markdown), part));
    }
    assertThat(all)
        .extracting(TableFiles.Whole::title)
        .containsExactlyInAnyOrder("Pump data", "Rates of rooms");
    Random random = new Random(SEED);
    for (TableFiles.Whole table : all) {
      List<MadeTriple> made =
          new TableQuestions("tables", () -> TableFiles.some(table, random), 0)
              .make(40, 60, random);
      assertThat(made).isNotEmpty();
      assertThat(made)
          .filteredOn(row -> row.kind().equals(TableQuestions.SIBLING))
          .allSatisfy(row -> assertThat(row.triple().answers()).isEmpty());
    }
  }
}

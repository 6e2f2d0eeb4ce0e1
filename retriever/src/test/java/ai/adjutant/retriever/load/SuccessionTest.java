package ai.adjutant.retriever.load;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.load.Succession.End;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessionTest {
  private static final Instant LOADED = Instant.parse("2026-06-01T00:00:00Z");

  private static Instant day(String date) {
    return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static VersionRecord document(
      String id, String title, @Nullable String from, String... metadata) {
    Map<String, String> stated = new HashMap<>();
    for (int i = 0; i < metadata.length; i += 2) {
      stated.put(metadata[i], metadata[i + 1]);
    }
    return new VersionRecord(
        id, title, stated, from == null ? null : day(from), null, LOADED, null, "");
  }

  private static Map<String, End> ends(VersionRecord... documents) {
    return new Succession(Arrays.asList(documents)).ends();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sop/visitors-2023.md",
        "visitors-2023.md",
        "visitors-2023",
        "Visitor escort SOP of 1 March 2023",
        "Visitor escort SOP (dated 2023-03-01)",
        "Visitor escort SOP vom 1.3.2023",
        "the version of 1 March 2023",
        "SOP-12 v3",
        "SOP-12, Version 3",
        "SOP-12 Rev. 3",
        "SOP-99; SOP-12 v3",
        "previous version"
      })
  void findsTheOtherByWhatItIsCalled(String name) {
    assertThat(
            ends(
                document(
                    "sop/visitors-2023.md",
                    "Visitor escort SOP",
                    "2023-03-01",
                    "document_number",
                    "SOP-12",
                    "version",
                    "3"),
                document(
                    "sop/visitors-2025.md",
                    "Visitor escort SOP",
                    "2025-09-15",
                    "document_number",
                    "SOP-12",
                    "version",
                    "4",
                    "supersedes",
                    name),
                document("sop/other.md", "Other SOP", "2023-03-01", "document_number", "SOP-13")))
        .containsExactly(
            Map.entry("sop/visitors-2023.md", new End("sop/visitors-2025.md", day("2025-09-15"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"SOP-13", "Visitor SOP of 2 May 2020", "SOP-12 v9", "none", "another paper"})
  void leavesWhatIsNotThere(String name) {
    assertThat(
            ends(
                document("a.md", "Visitor SOP", "2023-03-01", "document_number", "SOP-12"),
                document("b.md", "Rules", "2025-09-15", "supersedes", name)))
        .isEmpty();
  }

  @Test
  void endsAllEarlierVersionsWhereAllAreMeant() {
    assertThat(
            ends(
                document("1.md", "Fees", "2021-01-01"),
                document("2.md", "Fees", "2023-01-01"),
                document("3.md", "Fees", "2025-01-01", "supersedes", "all previous versions"),
                document("4.md", "Fees", "2026-01-01")))
        .containsOnlyKeys("1.md", "2.md");
  }

  @Test
  void tellsANameThatMayMeanTwo() {
    Succession succession =
        new Succession(
            List.of(
                document("a/fees.md", "A", null),
                document("b/fees.md", "B", null),
                document("c.md", "C", null, "supersedes", "fees.md")));

    assertThat(succession.ends()).isEmpty();
    assertThat(succession.warnings()).singleElement().asString().contains("a/fees.md");
  }

  @Test
  void endsNothingInACircleAndTellsIt() {
    List<VersionRecord> documents = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      documents.add(document(i + ".md", "T" + i, null, "supersedes", (i + 1) % 1_000 + ".md"));
    }
    documents.add(document("free.md", "Free", null, "supersedes", "3.md"));
    documents.add(document("self.md", "Self", null, "supersedes", "self.md"));
    Succession succession = new Succession(documents);

    assertThat(succession.ends()).containsOnlyKeys("3.md");
    assertThat(succession.warnings()).singleElement().asString().contains("circle");
  }

  @Test
  void refusesAnOlderDocumentThatSupersedesANewerOne() {
    Succession succession =
        new Succession(
            List.of(
                document("new.md", "N", "2025-01-01", "supersedes", "old.md"),
                document("old.md", "O", "2023-01-01", "supersedes", "new.md")));

    assertThat(succession.ends()).containsOnlyKeys("old.md");
    assertThat(succession.warnings()).singleElement().asString().contains("only from");
  }

  @Test
  void takesBothDirectionsAndTheEarliestAndNoDraft() {
    assertThat(
            ends(
                document("1.md", "A", "2021-01-01", "superseded_by", "3.md"),
                document("2.md", "B", "2023-01-01", "supersedes", "1.md"),
                document("3.md", "C", "2025-01-01"),
                document("4.md", "D", "2026-01-01", "supersedes", "3.md", "status", "Draft")))
        .containsExactly(Map.entry("1.md", new End("2.md", day("2023-01-01"))));
  }

  @Test
  void findsTheSameInWhateverOrder() {
    List<VersionRecord> documents =
        new ArrayList<>(
            List.of(
                document("1.md", "Fees", "2021-01-01"),
                document("2.md", "Fees", "2023-01-01", "supersedes", "1.md"),
                document("3.md", "Fees", "2025-01-01", "supersedes", "Fees of 1 January 2023"),
                document("4.md", "X", null, "supersedes", "1.md")));
    Map<String, End> expected = new Succession(documents).ends();
    for (int i = 0; i < 4; i++) {
      Collections.rotate(documents, 1);
      assertThat(new Succession(documents).ends()).isEqualTo(expected);
    }
    assertThat(expected).containsOnlyKeys("1.md", "2.md");
  }
}

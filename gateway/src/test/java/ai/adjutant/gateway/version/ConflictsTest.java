package ai.adjutant.gateway.version;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.retrieve.BlockKind;
import ai.adjutant.gateway.retrieve.DocumentSketch;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.gateway.retrieve.ScriptedRetrieval;
import ai.adjutant.gateway.tier.AnswerUnit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConflictsTest {
  private static final String OLD = "2023-03-01";
  private static final String NEW = "2025-09-15";

  private static int documents;

  private static Passage passage(String title, String from, String text) {
    String name = "corpora/c/documents/d" + documents++;
    Passage passage =
        new Passage(
            name,
            "v1",
            name + "/chunks/0",
            title,
            text,
            50,
            List.of(),
            1,
            1,
            OptionalDouble.empty(),
            1,
            1,
            0,
            List.of());
    return from.isEmpty() ? passage : passage.inForceFrom(Instant.parse(from + "T00:00:00Z"));
  }

  private static Optional<AnswerUnit> unit(AnswerUnit.Kind kind, String value) {
    return Optional.of(new AnswerUnit(kind, 1, 1, value));
  }

  private static Quote all(Passage passage) {
    return new Quote(
        passage, passage.text(), passage.start(), passage.start() + passage.text().length(), 0.7);
  }

  private static Optional<Conflict> conflict(Passage quoted, Passage... others) {
    Passage[] found = new Passage[others.length + 1];
    found[0] = quoted;
    System.arraycopy(others, 0, found, 1, others.length);
    return Conflicts.of(
        List.of(all(quoted)), unit(AnswerUnit.Kind.TEXT, ""), ScriptedRetrieval.found(found));
  }

  private static boolean conflict(String titles, String older, String newer) {
    return conflict(passage(titles, OLD, older), passage(titles, NEW, newer)).isPresent();
  }

  @Test
  void givesTheNewerOnesWordsInPlaceOfTheOlderOnes() {
    Passage old =
        passage(
            "Visitor escort SOP",
            OLD,
            "Visitors are escorted at all times. Visitor badges are valid for 8 hours.");
    Passage now =
        passage(
            "Visitor escort SOP",
            NEW,
            "Visitors are escorted in zones 2 and 3. Visitor badges are valid for 4 hours.");
    Conflict conflict = conflict(old, now).orElseThrow();
    assertThat(conflict.replaces()).isTrue();
    assertThat(conflict.newerText()).isEqualTo("Visitor badges are valid for 4 hours.");
    assertThat(conflict.olderText()).isEqualTo("Visitor badges are valid for 8 hours.");
    assertThat(conflict.olderDate()).isEqualTo(LocalDate.parse(OLD));
    assertThat(conflict.newerDate()).isEqualTo(LocalDate.parse(NEW));
    assertThat(conflict.unit(unit(AnswerUnit.Kind.TEXT, "8 hours").orElseThrow()).shortAnswer())
        .isEqualTo("4 hours");
    for (Quote quote : List.of(conflict.newer().getFirst(), conflict.older().getFirst())) {
      int start = quote.start() - quote.passage().start();
      int end = quote.end() - quote.passage().start();
      assertThat(quote.passage().text().substring(start, end)).isEqualTo(quote.text());
    }
  }

  @Test
  void comparesMailsOfOneSubjectWithoutTheirAnnouncements() {
    Passage old =
        passage(
            "Parking permits", OLD, "Reminder: the fee for a parking permit is 25 euros a year.");
    String now = "The board agreed: from today the fee for a parking permit is 40 euros a year.";
    Conflict conflict = conflict(old, passage("Re: AW: Parking permits", NEW, now)).orElseThrow();
    assertThat(conflict.replaces()).isTrue();
    assertThat(conflict.newerText()).isEqualTo(now);
    assertThat(conflict(old, passage("Parking permits", NEW, now))).isEmpty();
    assertThat(conflict(old, passage("Re: Barrier", NEW, now))).isEmpty();
    assertThat(
            conflict(
                old,
                passage(
                    "Re: Parking permits",
                    NEW,
                    "Please note: the fee for a lost permit is 40 euros a year.")))
        .isEmpty();
  }

  @Test
  void keepsTheNewerOneWhereItWasQuoted() {
    Passage old = passage("Travel allowance 2023", OLD, "The daily allowance is 28 euros.");
    Passage now = passage("Travel allowance 2025", NEW, "The daily allowance is 32 euros.");
    Conflict conflict = conflict(now, old).orElseThrow();
    assertThat(conflict.replaces()).isFalse();
    assertThat(conflict.newerText()).contains("32");
    assertThat(conflict.olderText()).contains("28");
  }

  @Test
  void takesTheNewestOfSeveral() {
    Conflict conflict =
        conflict(
                passage("Fees", "2021-01-01", "The late fee is 4 euros."),
                passage("Fees", "2023-01-01", "The late fee is 5 euros."),
                passage("Fees", "2025-01-01", "The late fee is 6 euros."))
            .orElseThrow();
    assertThat(conflict.newerText()).contains("6 euros");
    assertThat(conflict.olderText()).contains("4 euros");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tagegeld Fassung 2023 | Das Tagegeld beträgt 28 Euro. | Das Tagegeld beträgt 32 Euro.",
        "방문자 규정 | 방문증은 8시간 동안 유효합니다. | 방문증은 4시간 동안 유효합니다.",
        "Leave | Holidays end on 30 June 2024. | Holidays end on 31 July 2025.",
        "Rooms | A booking lasts eight hours. | A booking lasts four hours.",
        "Fees | Late payment: 6.50 euros | Late payment: 7.50 euros",
        "Visits | A badge is valid for 3 hours. | A badge is valid for 9 hours."
      })
  void findsOtherValues(String title, String older, String newer) {
    assertThat(conflict(title, older, newer)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Prices | A service of a Model 3 costs 189 pounds. | A service of a Model S costs 249"
            + " pounds.",
        "Prices | A service of a Model 3 costs 189 pounds. | A service of a Model 5 costs 249"
            + " pounds.",
        "Prices | A service of an Ariya costs 209 pounds. | A service of a Leaf costs 149 pounds.",
        "Fares | A ride in zone 1 costs 2 euros. | A ride in zone 2 costs 3 euros.",
        "Fares | Zone: 1 - Price: 2 euros | Zone: 2 - Price: 3 euros",
        "Parts | Part PPR-9087 costs 3 euros. | Part PPR-9088 costs 4 euros.",
        "Hours | On Monday we open at 9:00. | On Friday we open at 10:00.",
        "SOP | Effective Date: 1 March 2023 | Effective Date: 15 September 2025",
        "규정 | 시행일: 2023년 3월 1일 | 시행일: 2025년 9월 15일",
        "SOP | This is version 3 of it. | This is version 4 of it.",
        "Fees | The late fee is 5 euros. | The late fee is 5.00 euros.",
        "Fees | The late fee is 5 euros. | The late fee of members is 4 euros.",
        "Fees | The late fee is high. | The late fee is low.",
        "Fees | 5 | 6"
      })
  void leavesAloneWhatSpeaksOfSomethingElse(String title, String older, String newer) {
    assertThat(conflict(title, older, newer)).isFalse();
  }

  @Test
  void leavesOtherTitlesAlone() {
    String older = "A tyre change costs 38 pounds.";
    String newer = "A tyre change costs 45 pounds.";
    assertThat(
            conflict(
                passage("Tesla Model 3 price list", OLD, older),
                passage("Tesla Model S price list", NEW, newer)))
        .isEmpty();
    assertThat(conflict(passage("Bulletin 7", OLD, older), passage("Bulletin 8", NEW, newer)))
        .isEmpty();
    assertThat(conflict(passage("2023", OLD, older), passage("2025", NEW, newer))).isEmpty();
    assertThat(
            conflict(passage("price-list-v1.md", OLD, older), passage("Price list v2", NEW, newer)))
        .isPresent();
  }

  @Test
  void asksForTwoDatesAndTwoDocuments() {
    String older = "The late fee is 4 euros.";
    String newer = "The late fee is 5 euros.";
    assertThat(conflict(passage("Fees", OLD, older), passage("Fees", "", newer))).isEmpty();
    assertThat(conflict(passage("Fees", "", older), passage("Fees", NEW, newer))).isEmpty();
    assertThat(conflict(passage("Fees", OLD, older), passage("Fees", OLD, newer))).isEmpty();
    Passage one = passage("Fees", OLD, older + " " + newer);
    assertThat(conflict(one, one)).isEmpty();
  }

  @Test
  void comparesNoListsAndNoAnswerOfSeveralDocuments() {
    Passage old = passage("Fees", OLD, "The late fee is 4 euros.");
    Passage now = passage("Fees", NEW, "The late fee is 5 euros.");
    assertThat(
            Conflicts.of(
                List.of(all(old)),
                unit(AnswerUnit.Kind.LIST, ""),
                ScriptedRetrieval.found(old, now)))
        .isEmpty();
    assertThat(
            Conflicts.of(
                List.of(all(old), all(now)),
                unit(AnswerUnit.Kind.TEXT, ""),
                ScriptedRetrieval.found(old, now)))
        .isEmpty();
  }

  @Test
  void tellsSectionsApart() {
    assertThat(sections("Zone 1", "Zone 2")).isEmpty();
    assertThat(sections("Zone 1", "Zone 1")).isPresent();
  }

  private static Optional<Conflict> sections(String one, String other) {
    Passage old = section(one, "A ride costs 2 euros.", OLD, "fares-a");
    Passage now = section(other, "A ride costs 3 euros.", NEW, "fares-b");
    return conflict(old, now);
  }

  private static Passage section(String heading, String text, String from, String name) {
    Passage sketch =
        new DocumentSketch("Fares")
            .chunk("Fares", heading)
            .block(BlockKind.PARAGRAPH, 0, text)
            .passage(0);
    return new Passage(
            "corpora/c/documents/" + name,
            "v1",
            "corpora/c/documents/" + name + "/chunks/0",
            "Fares",
            sketch.text(),
            sketch.start(),
            List.of(),
            1,
            1,
            OptionalDouble.empty(),
            1,
            1,
            0,
            sketch.structure())
        .inForceFrom(Instant.parse(from + "T00:00:00Z"));
  }
}

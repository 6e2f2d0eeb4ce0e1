package ai.adjutant.retriever.parse.validity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.ReaderUnderTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents say of their own validity, read from files. */
class ValidityTest {
  @TempDir private Path folder;
  private ReaderUnderTest reader;

  @BeforeEach
  void open() {
    reader = new ReaderUnderTest(folder);
  }

  @AfterEach
  void close() {
    reader.close();
  }

  private static @Nullable Instant day(@Nullable String date) {
    return date == null ? null : LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  @Test
  void readsFrontMatterUnderItsOrdinaryNames() throws IOException {
    ParsedDocument old =
        reader.read(
            "travel-2023.md",
            "---\ntitle: Travel allowance\nversion: 3\ndate: 2023-02-01\nstatus: superseded\n"
                + "valid_until: 2025-01-31\n---\nThe daily allowance is 28 euros.\n");
    ParsedDocument now =
        reader.read(
            "travel-2025.md",
            "---\ntitle: Travel allowance\nvalid_from: 1 February 2025\nreplaces: travel-2023\n"
                + "---\nThe daily allowance is 32 euros.\n");

    assertThat(old.effectiveFrom()).isEqualTo(day("2023-02-01"));
    assertThat(old.effectiveUntil()).as("valid on that day still").isEqualTo(day("2025-02-01"));
    assertThat(old.metadata()).containsEntry("status", "superseded");
    assertThat(now.effectiveFrom()).isEqualTo(day("2025-02-01"));
    assertThat(now.metadata()).containsEntry("supersedes", "travel-2023");
    assertThat(old.warnings()).isEmpty();
  }

  @Test
  void readsAHeadTable() throws IOException {
    ParsedDocument document =
        reader.read(
            "sop.md",
            "# Visitor escort SOP\n\n"
                + "| Field | Value |\n"
                + "|---|---|\n"
                + "| Document No. | SOP-12 |\n"
                + "| Effective Date | 15 September 2025 |\n"
                + "| Supersedes | Visitor escort SOP of 1 March 2023 |\n\n"
                + "Visitors are escorted.\n");

    assertThat(document.effectiveFrom()).isEqualTo(day("2025-09-15"));
    assertThat(document.metadata())
        .containsEntry("supersedes", "Visitor escort SOP of 1 March 2023")
        .containsEntry("document_number", "SOP-12");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Effective Date: March 1, 2025 | 2025-03-01 | -",
        "- Valid from 1 March 2025 to 31 August 2025 | 2025-03-01 | 2025-09-01",
        "This policy is effective as of 1 March 2025 and applies to all. | 2025-03-01 | -",
        "Price list (valid until 31 May 2025) | - | 2025-06-01",
        "Expires: 31/05/2025 | - | 2025-06-01",
        "Gültig ab: 01.03.2025 | 2025-03-01 | -",
        "Gültig ab 1. März 2025 bis 31.12.2025 | 2025-03-01 | 2026-01-01",
        "Diese Richtlinie tritt in Kraft am 1.3.2025. | 2025-03-01 | -",
        "Stand: März 2025 | 2025-03-01 | -",
        "시행일: 2025년 3월 1일 | 2025-03-01 | -",
        "[시행 2025. 3. 1.] | 2025-03-01 | -",
        "이 규정은 2025년 3월 1일부터 시행한다. | 2025-03-01 | -",
        "유효기간: 2025.3.1 ~ 2025.12.31 | 2025-03-01 | 2026-01-01",
        "개정일: 2025-03-01 | 2025-03-01 | -"
      })
  void readsOrdinaryPhrases(String line, @Nullable String from, @Nullable String until)
      throws IOException {
    ParsedDocument document = reader.read("a.txt", "Rules of the desk\n" + line + "\n\nText.\n");

    assertThat(document.effectiveFrom()).isEqualTo(day(from));
    assertThat(document.effectiveUntil()).isEqualTo(day(until));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The promotion is valid until 31 December 2020 in all shops.",
        "Card | Valid until | Fee\nGold | 31 December 2020 | 5\nBlue | 31 December 2020 | 6",
        "Date: 1 March 2025",
        "A contract expires on 31 December 2020 unless it is renewed.",
        "Expires: 1 May 2020\nExpires: 1 June 2020",
        "1. Effective refunds take 14 days.",
        "Status: expired\nStatus: active"
      })
  void leavesWhatIsSaidOfSomethingElse(String lines) throws IOException {
    ParsedDocument document = reader.read("a.txt", "Offers\n\n" + lines + "\n");

    assertThat(document.effectiveFrom()).isNull();
    assertThat(document.effectiveUntil()).isNull();
    assertThat(document.metadata()).doesNotContainKey("status");
  }

  @Test
  void prefersWhatFrontMatterStatesToPhrases() throws IOException {
    ParsedDocument document =
        reader.read(
            "a.md",
            "---\n"
                + "effective_from: 2026-01-01\n"
                + "---\n"
                + "Effective Date: 1 March 2025\n\n"
                + "Supersedes: A-1\n");

    assertThat(document.effectiveFrom()).isEqualTo(day("2026-01-01"));
    assertThat(document.metadata()).containsEntry("supersedes", "A-1");
  }

  @Test
  void readsSentencesAboutWhatIsReplaced() throws IOException {
    assertThat(reader.read("a.txt", "Rules\nThis SOP supersedes SOP-12 v3. Read it.\n").metadata())
        .containsEntry("supersedes", "SOP-12 v3");
    assertThat(reader.read("b.txt", "Regeln\nErsetzt: QM-7 vom 1.3.2023\n").metadata())
        .containsEntry("supersedes", "QM-7 vom 1.3.2023");
    assertThat(reader.read("c.txt", "Rules\nSuperseded by: SOP-13\nStatus: withdrawn\n").metadata())
        .containsEntry("superseded_by", "SOP-13")
        .containsEntry("status", "withdrawn");
    assertThat(reader.read("d.txt", "Rules\nSupersedes: none\n").metadata())
        .doesNotContainKey("supersedes");
  }

  @Test
  void tellsDatesThatDoNotExistAndDatesThatAreUnclear() throws IOException {
    ParsedDocument none = reader.read("a.txt", "Rules\nEffective Date: 31 February 2025\n");
    ParsedDocument unclear = reader.read("b.txt", "Rules\nEffective Date: 03/04/2025\n");
    byte[] bytes = "Rules\nEffective Date: 03/04/2025\n".getBytes(StandardCharsets.UTF_8);
    ParsedDocument american = reader.read("c.txt", bytes, "en-US");

    assertThat(none.effectiveFrom()).isNull();
    assertThat(none.warnings()).singleElement().asString().contains("31 February 2025");
    assertThat(unclear.effectiveFrom()).isEqualTo(day("2025-04-03"));
    assertThat(unclear.warnings()).singleElement().asString().contains("2025-04-03");
    assertThat(american.effectiveFrom()).isEqualTo(day("2025-03-04"));
    assertThat(american.warnings()).isEmpty();
  }

  @Test
  void takesTheLastOfAHistoryOfVersions() throws IOException {
    ParsedDocument document =
        reader.read(
            "a.md",
            "# Rules\n\n| Version | Effective Date | Change |\n|---|---|---|\n"
                + "| 1 | 1 March 2023 | first |\n| 2 | 1 May 2024 | fees |\n");

    assertThat(document.effectiveFrom()).isEqualTo(day("2024-05-01"));
  }

  @Test
  void readsTheExpiryOfAWebPageAsThatOfItsCopy() throws IOException {
    String html =
        "<html><head><meta name=\"expires\" content=\"1 May 2020\"></head>"
            + "<body><p>Text of the page.</p></body></html>";

    assertThat(reader.read("a.html", html).effectiveUntil()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "withdrawn,true,false",
    "Superseded by SOP-13,true,false",
    "außer Kraft,true,false",
    "폐지,true,false",
    "current,false,false",
    "Draft,false,true",
    "Entwurf,false,true"
  })
  void knowsWhatAStatusMeans(String status, boolean ended, boolean draft) {
    assertThat(DocumentStatus.isEnded(status)).isEqualTo(ended);
    assertThat(DocumentStatus.isDraft(status)).isEqualTo(draft);
  }
}

package ai.adjutant.retriever.parse.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Section;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReaderTest {
  @Test
  void readsHeadingsAsSections() {
    ParsedDocument document =
        read(
            """
            Before.

            # Fees

            Pay *five*
            euros.

            ## Late fees

            - one
            - two
              more

            # Other
            1. first
            2. second
            """);

    assertThat(document.title()).isEqualTo("Fees");
    assertThat(document.text())
        .isEqualTo(
            "Before.\nFees\nPay five euros.\nLate fees\n- one\n- two more\nOther\n1. first\n"
                + "2. second\n");
    assertThat(document.sections())
        .extracting(Section::headingPath)
        .containsExactly(
            List.of(), List.of("Fees"), List.of("Fees", "Late fees"), List.of("Other"));
    assertThat(document.sections())
        .extracting(s -> document.text().substring(s.start(), s.end()))
        .contains("Fees\nPay five euros.\n");
  }

  @Test
  void readsFrontMatter() {
    ParsedDocument document =
        read(
            """
            ---
            title: "Tariffs 2026"
            effective_from: 2026-01-01
            effective_until: 2026-12-31T12:00:00+01:00
            label: internal
            Owner: Ann
            tags: [a, b]
            nothing:
            ---
            # Heading
            Text.
            """);

    assertThat(document.title()).isEqualTo("Tariffs 2026");
    assertThat(document.effectiveFrom()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(document.effectiveUntil()).isEqualTo(Instant.parse("2026-12-31T11:00:00Z"));
    assertThat(document.label()).isEqualTo("internal");
    assertThat(document.metadata()).containsEntry("owner", "Ann").containsEntry("tags", "a, b");
    assertThat(document.text()).isEqualTo("Heading\nText.\n");
    assertThat(document.warnings()).isEmpty();
  }

  @Test
  void warnsOfADateThatIsNone() {
    ParsedDocument document = read("---\neffective_from: soon\n---\nText.\n");

    assertThat(document.effectiveFrom()).isNull();
    assertThat(document.warnings()).singleElement().asString().contains("\"soon\" is no date");
  }

  @Test
  void survivesHostileFrontMatter() {
    String bomb = "a: &a [x,x]\n" + "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n";
    assertThat(read("---\n" + bomb + "---\nText.\n").text()).isEqualTo("Text.\n");
    assertThat(read("---\n!!java.net.URL [\"http://x\"]\n---\nText.\n").warnings()).hasSize(1);
    assertThat(read("---\n" + "[".repeat(5_000) + "\n---\nText.\n").warnings()).hasSize(1);
    assertThat(read("---\na: b\nno end\n").text()).contains("no end");
  }

  @Test
  void repeatsTheNamesOfColumns() {
    ParsedDocument document =
        read("| Plan | Price |\n|---|---|\n| Basic | 20 |\n| Large | **30** |\n");

    assertThat(document.text())
        .isEqualTo("Plan | Price\nPlan: Basic | Price: 20\nPlan: Large | Price: 30\n");
  }

  @Test
  void keepsWordsOfRawHtmlAndDropsTags() {
    assertThat(read("# Calls<a name=\"x\"></a>\n\n<p>One &amp; two<br>three</p>\n").text())
        .isEqualTo("Calls\nOne & two\nthree\n");
  }

  @Test
  void survivesDeepNesting() {
    assertThat(read("> ".repeat(20_000) + "deep\n").text()).contains("deep");
    assertThat(read("*a **b ".repeat(20_000)).text()).contains("a");
    assertThat(read("[".repeat(50_000) + "x").text()).contains("x");
  }

  @Test
  void refusesTextAboveTheBound() {
    assertThatThrownBy(() -> MarkdownReader.read("x".repeat(11), "t", 10))
        .isInstanceOfSatisfying(
            AdjutantException.class, e -> assertThat(e.reason()).isEqualTo(ParseReason.TOO_LARGE));
    assertThat(MarkdownReader.read("x".repeat(9), "t", 10).text()).hasSize(10);
  }

  private static ParsedDocument read(String markdown) {
    return MarkdownReader.read(markdown, "file", 1_000_000);
  }
}

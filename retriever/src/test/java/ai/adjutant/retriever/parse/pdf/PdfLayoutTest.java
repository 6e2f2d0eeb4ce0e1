package ai.adjutant.retriever.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.PageStart;
import ai.adjutant.retriever.parse.Section;
import ai.adjutant.retriever.parse.text.TextBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PdfLayoutTest {
  private static final float RIGHT = 500;

  private final List<PdfLine> lines = new ArrayList<>();
  private final List<PdfPage> pages = new ArrayList<>();
  private float baseline = 100;

  @Test
  void joinsLinesThatTheMarginBroke() {
    body("Northwind covers generic, brand-", RIGHT);
    body("name, and specialty drugs, and brand-name ones at the phar-", RIGHT);
    body("macy.", 90);
    body("A new paragraph on the pharmacy starts since there was room.", 400);
    body("• An item that goes on", RIGHT);
    body("here", 80);
    body("• Another", 120);

    assertThat(text())
        .isEqualTo(
            """
            Northwind covers generic, brand-name, and specialty drugs, and brand-name ones at the \
            pharmacy.
            A new paragraph on the pharmacy starts since there was room.
            • An item that goes on here
            • Another
            """);
  }

  @Test
  void tellsHeadingsBySizeAndBold() {
    line("Benefits", 150, 20, false);
    line("Dental care", 150, 11, true);
    body("Text of the section that is long enough to be text.", RIGHT);
    line("Eyes", 100, 11, true);
    body("More text of the section that is long enough.", RIGHT);

    TextBuilder built = build();

    assertThat(built.sections())
        .extracting(Section::headingPath)
        .containsExactly(
            List.of("Benefits"), List.of("Benefits", "Dental care"), List.of("Benefits", "Eyes"));
  }

  @Test
  void tellsAShortTitleAboveText() {
    body("The first paragraph ends with a full stop here.", RIGHT);
    body("Cost Savings in Detail", 150);
    body("Using a provider of the network can help you to save money.", RIGHT);
    body("Not a title", 150);
    body("Because its words are small, this is text below text.", RIGHT);

    assertThat(build().sections())
        .extracting(Section::headingPath)
        .containsExactly(List.of(), List.of("Cost Savings in Detail"));
  }

  @Test
  void crossesPagesAndKeepsTheirStarts() {
    body("A sentence that is broken by the end of", RIGHT);
    endPage();
    body("the page and goes on.", 200);
    endPage();
    body("A page of its own.", 200);

    TextBuilder built = build();

    assertThat(built.text())
        .isEqualTo(
            "A sentence that is broken by the end of the page and goes on.\nA page of its own.\n");
    assertThat(built.pages())
        .containsExactly(new PageStart(0, 1), new PageStart(40, 2), new PageStart(62, 3));
  }

  @Test
  void leavesOutRunningHeadsAndPageNumbers() {
    for (int page = 1; page <= 5; page++) {
      baseline = 20;
      line("Handbook " + page, 100, 9, false);
      baseline = 300;
      body("What page " + page + " says is no running head.", 300);
      baseline = 780;
      line(Integer.toString(page), 60, 9, false);
      endPage();
    }

    assertThat(text()).startsWith("Handbook 1\nWhat page 1 says");
    assertThat(text()).doesNotContain("Handbook 2").contains("What page 5 says");
    assertThat(text().lines()).hasSize(6);
  }

  @Test
  void takesTheTitleFromTheCover() {
    line("Contoso", 200, 30, false);
    line("Health Plan", 250, 20, false);
    endPage();
    body("Text of the first real page, in small type, long enough.", RIGHT);
    body("And more of the same kind, so that this is the body.", RIGHT);

    assertThat(build().firstHeading()).isEqualTo("Contoso – Health Plan");
  }

  private void body(String text, float right) {
    line(text, right, 11, false);
  }

  private void line(String text, float right, float size, boolean bold) {
    lines.add(new PdfLine(text, 50, right, baseline, size, bold));
    baseline += 14;
  }

  private void endPage() {
    pages.add(new PdfPage(pages.size() + 1, 800, lines));
    lines.clear();
    baseline = 100;
  }

  private TextBuilder build() {
    if (!lines.isEmpty()) {
      endPage();
    }
    TextBuilder text = new TextBuilder(100_000);
    PdfLayout.write(pages, text);
    return text;
  }

  private String text() {
    return build().text();
  }
}

package ai.adjutant.retriever.parse.reader;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Shown;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.tika.exception.TikaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.SAXException;

/** Pairs of question and answer, in each format that writes them down. */
class QuestionsAndAnswersTest {
  private static final String MARKED =
      """
      Q: How long is the warranty?
      A: Two years.

      Q: Who repairs the pump?
      A: The dealer does.
      """;

  @TempDir Path folder = Path.of("never used");

  @Test
  void readsMarkedLinesOfAText() throws Exception {
    ParsedDocument document = read("faq.txt", MARKED);

    assertThat(Shown.blocks(document))
        .containsExactly(
            "QUESTION: Q: How long is the warranty?",
            "ANSWER: A: Two years.",
            "QUESTION: Q: Who repairs the pump?",
            "ANSWER: A: The dealer does.");
    assertThat(groups(document)).containsExactly(1, 1, 2, 2);
    assertThat(document.blocks()).allMatch(block -> block.mark() == 3);
  }

  @ParameterizedTest
  @CsvSource({
    "F:,A:",
    "Frage:,Antwort:",
    "Frage 1:,Antwort 1:",
    "문:,답:",
    "질문:,답변:",
    "질문：,답변：",
    "Q1.,A1.",
    "Q.,A.",
    "Question:,Answer:",
    "QUESTION:,ANSWER:"
  })
  void knowsTheMarksOfThreeLanguages(String question, String answer) throws Exception {
    String text = question + " Was ist das 이것은?\n" + answer + " Das da, 그것.\n";

    assertThat(kinds(read("faq.txt", text))).containsExactly(BlockKind.QUESTION, BlockKind.ANSWER);
    assertThat(kinds(read("faq.md", text))).containsExactly(BlockKind.QUESTION, BlockKind.ANSWER);
  }

  @Test
  void takesNoLetterOrNumberForAMark() throws Exception {
    String text =
        """
        A. The first point is this.
        B. The second point is that.

        F: 70 degrees are too warm.

        Q: Nobody answers this?

        A1: is the name of a motorway.
        """;

    assertThat(kinds(read("letters.txt", text)))
        .doesNotContain(BlockKind.QUESTION, BlockKind.ANSWER);
  }

  @Test
  void takesAQuestionsNumberForItsAnswers() throws Exception {
    String text = "Q1: Where?\nA2: There.\n";

    assertThat(kinds(read("numbers.txt", text))).doesNotContain(BlockKind.QUESTION);
  }

  @Test
  void keepsTheParagraphsAndItemsOfAnAnswerTogether() throws Exception {
    String text =
        """
        Q: What must I bring to the office?

        A: Two things are needed.

        The first is the form, which can be had at the desk.

        - a photograph
        - the fee

        Q: When is the office open?

        A: Bring these on any day:

        1. the form
        2. the fee

        This is another matter.
        """;
    ParsedDocument document = read("faq.txt", text);

    assertThat(Shown.blocks(document))
        .containsExactly(
            "QUESTION: Q: What must I bring to the office?",
            "ANSWER: A: Two things are needed.",
            "ANSWER: The first is the form, which can be had at the desk.",
            "UNORDERED_ITEM 1: - a photograph",
            "UNORDERED_ITEM 1: - the fee",
            "QUESTION: Q: When is the office open?",
            "ANSWER: A: Bring these on any day:",
            "ORDERED_ITEM 1: 1. the form",
            "ORDERED_ITEM 1: 2. the fee",
            "PARAGRAPH: This is another matter.");
    List<Integer> groups = groups(document);
    assertThat(groups.subList(0, 5)).containsOnly(groups.getFirst());
    assertThat(groups.subList(5, 9)).containsOnly(groups.get(5));
    assertThat(groups.getLast()).isZero();
  }

  @Test
  void readsMarkedLinesOfMarkdown() throws Exception {
    String text =
        """
        # Pump

        **Q:** How long is the warranty?
        **A:** Two years.

        Q: Who repairs it? A: The dealer does.
        """;

    assertThat(Shown.blocks(read("faq.md", text)))
        .containsExactly(
            "HEADING 1: Pump",
            "QUESTION: Q: How long is the warranty?",
            "ANSWER: A: Two years.",
            "QUESTION: Q: Who repairs it?",
            "ANSWER: A: The dealer does.");
  }

  @Test
  void readsDetailsWhoseSummaryAsks() throws Exception {
    String page =
        """
        <html><body><p>Some questions are put often:</p>
        <details><summary>How long is the <b>warranty</b>?</summary>
        <p>Two years.</p><p>You need:</p><ul><li>the bill</li></ul></details>
        <details><summary>배송은 얼마나 걸리나요</summary>이틀입니다.</details>
        <details><summary>Show the drawing</summary><p>It is blue.</p></details>
        <p>End of the page.</p></body></html>
        """;
    ParsedDocument document = read("faq.html", page);

    assertThat(Shown.blocks(document))
        .containsExactly(
            "PARAGRAPH: Some questions are put often:",
            "QUESTION: How long is the warranty?",
            "ANSWER 1: Two years.",
            "ANSWER 1: You need:",
            "UNORDERED_ITEM 2: - the bill",
            "QUESTION: 배송은 얼마나 걸리나요",
            "ANSWER 1: 이틀입니다.",
            "PARAGRAPH: Show the drawing",
            "PARAGRAPH: It is blue.",
            "PARAGRAPH: End of the page.");
    assertThat(groups(document)).containsExactly(0, 1, 1, 1, 1, 2, 2, 0, 0, 0);
  }

  @Test
  void readsTermsThatAsk() throws Exception {
    String page =
        """
        <html><body><dl><dt>Bolt</dt><dd>A pin with a head.</dd>
        <dt>Why is it red?</dt><dd>It is hot.</dd><dd>Wait a while.</dd>
        <dt>Is it free?</dt><dd>Yes.</dd>
        <dt>Nut</dt><dd>Its counterpart.</dd></dl><p>End.</p></body></html>
        """;
    ParsedDocument document = read("terms.html", page);

    assertThat(Shown.blocks(document))
        .containsExactly(
            "DEFINITION: Bolt: A pin with a head.",
            "QUESTION: Why is it red?",
            "ANSWER 1: It is hot.",
            "ANSWER 1: Wait a while.",
            "QUESTION: Is it free?",
            "ANSWER 1: Yes.",
            "DEFINITION: Nut: Its counterpart.",
            "PARAGRAPH: End.");
    assertThat(groups(document)).containsExactly(1, 2, 2, 2, 3, 3, 4, 0);
  }

  @Test
  void readsMicrodata() throws Exception {
    String page =
        """
        <html><body itemscope itemtype="https://schema.org/FAQPage"><h1>Help</h1>
        <div itemscope itemprop="mainEntity" itemtype="https://schema.org/Question">
        <h3 itemprop="name">Returns</h3>
        <div itemscope itemprop="acceptedAnswer" itemtype="https://schema.org/Answer">
        <div itemprop="text"><p>Within two weeks.</p><p>Keep the box.</p></div></div></div>
        <div itemscope itemprop="mainEntity" itemtype="https://schema.org/Question">
        <p><span itemprop="name">Who pays?</span></p></div>
        <div itemscope itemprop="mainEntity" itemtype="https://schema.org/Question">
        <h3><span itemprop="name">What is it?</span></h3>
        <div itemprop="acceptedAnswer"><p>A pump.</p></div></div>
        <p>End.</p></body></html>
        """;
    ParsedDocument document = read("page.html", page);

    assertThat(Shown.blocks(document))
        .containsExactly(
            "HEADING 1: Help",
            "QUESTION: Returns",
            "ANSWER 1: Within two weeks.",
            "ANSWER 1: Keep the box.",
            "QUESTION: Who pays?",
            "QUESTION: What is it?",
            "ANSWER 1: A pump.",
            "PARAGRAPH: End.");
    assertThat(groups(document)).containsExactly(0, 1, 1, 1, 2, 3, 3, 0);
  }

  @Test
  void leavesHeadingsThatAskHeadings() throws Exception {
    ParsedDocument document =
        read(
            "page.html",
            "<html><body><h2>Who pays?</h2><p>You do.</p><details><summary><h3>Why?</h3></summary>"
                + "<p>So.</p></details></body></html>");

    assertThat(Shown.blocks(document))
        .containsExactly(
            "HEADING 2: Who pays?", "PARAGRAPH: You do.", "HEADING 3: Why?", "PARAGRAPH: So.");
  }

  @ParameterizedTest
  @CsvSource({"Question,Answer", "Frage,Antwort", "질문,답변"})
  void readsRowsUnderTheNamesOfPairs(String question, String answer) throws Exception {
    ParsedDocument document =
        read(
            "faq.csv",
            question
                + ","
                + answer
                + "\nHow long is the warranty?,Two years.\n,\"Longer, if paid for.\"\n"
                + "Who repairs it?,The dealer does.\n");

    assertThat(Shown.blocks(document))
        .containsExactly(
            "TABLE_HEADER: " + question + " | " + answer,
            "QUESTION: How long is the warranty?",
            "ANSWER: Two years.",
            "ANSWER: Longer, if paid for.",
            "QUESTION: Who repairs it?",
            "ANSWER: The dealer does.");
    assertThat(groups(document)).containsExactly(1, 2, 2, 2, 3, 3);
  }

  @Test
  void readsATableOfPairsInAPage() throws Exception {
    ParsedDocument document =
        read(
            "page.html",
            "<table><tr><th>Question</th><th>Answer</th></tr><tr><td>Why?</td><td>So.</td></tr>"
                + "<tr><td colspan=2>Payment</td></tr><tr><td>How?</td><td>By card.</td></tr>"
                + "</table><p>End.</p>");

    assertThat(Shown.blocks(document))
        .contains("QUESTION: Why?", "ANSWER: So.", "QUESTION: How?", "ANSWER: By card.")
        .anyMatch(block -> block.contains("Payment"))
        .endsWith("PARAGRAPH: End.");
    assertThat(groups(document).getLast()).isZero();
  }

  @Test
  void readsMarkedParagraphsOfWord() throws Exception {
    Path file = folder.resolve("faq.docx");
    try (XWPFDocument word = new XWPFDocument();
        OutputStream out = Files.newOutputStream(file)) {
      MARKED.lines().forEach(line -> word.createParagraph().createRun().setText(line));
      word.write(out);
    }

    assertThat(kinds(Shown.read(file)))
        .containsExactly(
            BlockKind.QUESTION, BlockKind.ANSWER, BlockKind.QUESTION, BlockKind.ANSWER);
  }

  @Test
  void readsMarkedLinesOfPdf() throws Exception {
    Path file = folder.resolve("faq.pdf");
    try (PDDocument pdf = new PDDocument()) {
      PDPage page = new PDPage();
      pdf.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
        content.setLeading(14);
        content.newLineAtOffset(72, 700);
        for (String line :
            List.of(
                "Q: How long is the warranty on the pump and all the parts that belong to it?",
                "A. Two years on the pump and one year on all the parts that belong to it when",
                "they are new.",
                "Q: Who repairs it?",
                "A. The dealer does.")) {
          content.showText(line);
          content.newLine();
        }
        content.endText();
      }
      pdf.save(file.toFile());
    }

    assertThat(Shown.blocks(Shown.read(file)))
        .containsExactly(
            "QUESTION: Q: How long is the warranty on the pump and all the parts that belong to"
                + " it?",
            "ANSWER: A. Two years on the pump and one year on all the parts that belong to it when"
                + " they are new.",
            "QUESTION: Q: Who repairs it?",
            "ANSWER: A. The dealer does.");
  }

  private ParsedDocument read(String name, String text)
      throws IOException, TikaException, SAXException {
    return Shown.read(Files.writeString(folder.resolve(name), text));
  }

  private static List<BlockKind> kinds(ParsedDocument document) {
    return document.blocks().stream().map(Block::kind).toList();
  }

  private static List<Integer> groups(ParsedDocument document) {
    return document.blocks().stream().map(Block::group).toList();
  }
}

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.tika.exception.TikaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** Questions that nothing marks but that they stand in a row, each above its answer. */
class AskedRunsTest {
  @TempDir Path folder = Path.of("never used");

  private ParsedDocument read(String name, String text)
      throws IOException, TikaException, SAXException {
    return Shown.read(Files.writeString(folder.resolve(name), text));
  }

  private ParsedDocument page(String body) throws IOException, TikaException, SAXException {
    return read("page.html", "<html><meta charset=utf-8><body>" + body + "</body></html>");
  }

  private static List<Integer> groups(ParsedDocument document) {
    return document.blocks().stream().map(Block::group).toList();
  }

  private static List<BlockKind> kinds(ParsedDocument document) {
    return document.blocks().stream().map(Block::kind).toList();
  }

  @Test
  void readsItemsWithTheirContent() throws Exception {
    ParsedDocument document =
        page(
            """
            <p>Often asked:</p><ul>
            <li>How long is the warranty?<p>Two years.</p><p>Bring:</p><ul><li>the bill</li></ul></li>
            <li><b>Who repairs the pump?</b><br>The dealer does.</li>
            <li>Where is the dealer?<div>In town.</div></li></ul><p>End.</p>
            """);

    assertThat(Shown.blocks(document))
        .containsExactly(
            "PARAGRAPH: Often asked:",
            "QUESTION: - How long is the warranty?",
            "ANSWER 1: Two years.",
            "ANSWER 1: Bring:",
            "UNORDERED_ITEM 2: - the bill",
            "QUESTION: - Who repairs the pump?",
            "ANSWER 1: The dealer does.",
            "QUESTION: - Where is the dealer?",
            "ANSWER 1: In town.",
            "PARAGRAPH: End.");
    assertThat(groups(document)).containsExactly(0, 2, 2, 2, 2, 3, 3, 4, 4, 0);
  }

  @Test
  void readsNumberedItemsWhoseAnswersStandBetweenThem() throws Exception {
    String page =
        """
        <ol><li>How long is the warranty?</li></ol><p>Two years.</p><p>Of the pump.</p>
        <ol start=2><li>Who repairs it?</li></ol><p>The dealer does.</p><p>End.</p>
        """;
    String text =
        """
        1. How long is the warranty?

        Two years.

        Of the pump.

        2. Who repairs it?

        The dealer does.

        End.
        """;

    for (ParsedDocument document :
        List.of(page(page), read("faq.txt", text), read("faq.md", text))) {
      assertThat(kinds(document))
          .containsExactly(
              BlockKind.QUESTION,
              BlockKind.ANSWER,
              BlockKind.ANSWER,
              BlockKind.QUESTION,
              BlockKind.ANSWER,
              BlockKind.PARAGRAPH);
      List<Integer> groups = groups(document);
      assertThat(groups.subList(0, 3)).containsOnly(groups.getFirst());
      assertThat(groups.get(3)).isEqualTo(groups.get(4)).isNotEqualTo(groups.getFirst());
      assertThat(groups.getLast()).isZero();
    }
  }

  @Test
  void readsParagraphsInBold() throws Exception {
    String page =
        """
        <h1>Pump</h1><p>It is blue.</p><p>It is loud.</p><p>It is old.</p>
        <p><b>How long is the <i>warranty</i>?</b></p><p>Two years.</p>
        <p>Is that long? It is.</p><p>Is it enough?</p><p>It is for most.</p>
        <p><strong>Who repairs it?</strong> The dealer does:</p><ul><li>Mr Low</li></ul>
        <p><b>Note</b> that he is old.</p>
        """;
    ParsedDocument document = page(page);

    assertThat(Shown.blocks(document).subList(4, 12))
        .containsExactly(
            "QUESTION: How long is the warranty?",
            "ANSWER: Two years.",
            "ANSWER: Is that long? It is.",
            "ANSWER: Is it enough?",
            "ANSWER: It is for most.",
            "QUESTION: Who repairs it?",
            "ANSWER: The dealer does:",
            "UNORDERED_ITEM 1: - Mr Low");
    assertThat(groups(document).subList(4, 9)).containsOnly(groups(document).get(4));
    assertThat(groups(document).subList(9, 12)).containsOnly(groups(document).get(9));
    assertThat(kinds(document)).endsWith(BlockKind.PARAGRAPH);
  }

  @Test
  void readsParagraphsInBoldOfMarkdown() throws Exception {
    ParsedDocument document =
        read(
            "faq.md",
            """
            # Pump

            **How long is the warranty?**

            Two years.

            # Repair

            **Who repairs it?**
            The dealer does.
            """);

    assertThat(Shown.blocks(document))
        .containsExactly(
            "HEADING 1: Pump",
            "QUESTION: How long is the warranty?",
            "ANSWER: Two years.",
            "HEADING 1: Repair",
            "QUESTION: Who repairs it?",
            "ANSWER: The dealer does.");
  }

  @ParameterizedTest
  @CsvSource({
    "How long is the warranty?,Who repairs the pump?",
    "Wie lange gilt die Garantie?,Wer repariert die Pumpe?",
    "보증 기간은 얼마나 되나요,누가 수리하나요?",
    "保証期間はどのくらいですか？,誰が修理しますか？",
    "保修期有多长？,谁来修理？"
  })
  void readsPlainParagraphs(String one, String two) throws Exception {
    String lines = one + "\nA1 가 答 text.\n\n" + two + "\nA2 가 答 text.\n";
    String apart = one + "\n\nA1 가 答 text.\n\n" + two + "\n\nA2 가 答 text.\n";

    for (ParsedDocument document :
        List.of(
            read("lines.txt", lines),
            read("lines.md", lines),
            read("apart.txt", apart),
            read("apart.md", apart),
            page("<div>" + apart.replace("\n\n", "</div><div>") + "</div>"))) {
      assertThat(Shown.blocks(document))
          .containsExactly(
              "QUESTION: " + one,
              "ANSWER: A1 가 答 text.",
              "QUESTION: " + two,
              "ANSWER: A2 가 答 text.");
      assertThat(groups(document)).containsExactly(1, 1, 2, 2);
    }
  }

  @Test
  void readsParagraphsOfWord() throws Exception {
    Path file = folder.resolve("faq.docx");
    try (XWPFDocument word = new XWPFDocument();
        OutputStream out = Files.newOutputStream(file)) {
      for (String line : List.of("Is it loud?", "It is.", "Is it heavy?", "It is not.")) {
        XWPFRun run = word.createParagraph().createRun();
        run.setText(line);
        run.setBold(line.endsWith("?"));
      }
      word.write(out);
    }

    assertThat(kinds(Shown.read(file)))
        .containsExactly(
            BlockKind.QUESTION, BlockKind.ANSWER, BlockKind.QUESTION, BlockKind.ANSWER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // sentences of prose
        "<p>The pump failed. Why did it? Nobody knew.</p><p>It was cold. Was it too cold? No.</p>",
        "<p>The pump failed. Why did it?</p><p>Nobody knew.</p><p>Or did they?</p><p>No.</p>",
        "<p>What failed? The pump.</p><p>It was old.</p><p>What else failed?"
            + " Nothing.</p><p>So.</p>",
        // a train of thought
        "<p>It failed.</p><p>But why did it fail?</p><p>It was cold.</p>"
            + "<p>And who was there?</p><p>Nobody.</p>",
        "<p>1</p><p>2</p><p>3</p><p>Was it too cold that day?</p><p>It was.</p>"
            + "<p>Was anybody there?</p><p>Nobody.</p>",
        "<p>Was it too cold that day?</p><p>It was.</p><p>End.</p>",
        // questions without answers
        "<ul><li>Is the valve open?</li><li>Is the light on?</li></ul><p>Then start.</p>",
        "<p>Is the valve open?</p><p>Is the light on?</p><p>Then start.</p>",
        // steps
        "<ol><li>Open the lid.</li><li>Is the light on?<p>Then wait.</p></li>"
            + "<li>Is it off?<p>Then go on.</p></li><li>Close it.</li></ol>",
      })
  void leavesOtherQuestionsAlone(String body) throws Exception {
    assertThat(kinds(page(body))).doesNotContain(BlockKind.QUESTION, BlockKind.ANSWER);
  }

  @Test
  void leavesQuestionsOfAMailToTheirReaders() throws Exception {
    String mail =
        """
        From: a@example.com
        To: b@example.com
        Subject: Pump
        Content-Type: text/plain; charset=utf-8

        Can you send the pump this week?

        We need it on Friday.

        Will you come to the meeting?

        It is at nine.
        """;

    assertThat(kinds(read("mail.eml", mail))).doesNotContain(BlockKind.QUESTION, BlockKind.ANSWER);
  }

  @Test
  void takesLongListsInOneGo() throws Exception {
    String body =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "<li>What is number " + i + "?<p>It is n" + i + ".</p></li>")
            .collect(Collectors.joining("", "<ul>", "</ul>"));
    ParsedDocument document = page(body);

    assertThat(document.blocks()).hasSize(20_000);
    assertThat(document.blocks()).filteredOn(b -> b.kind() == BlockKind.QUESTION).hasSize(10_000);
  }

  @Test
  void knowsStopsWithoutBlanksBeforeScriptsWithoutBlanks() throws Exception {
    assertThat(kinds(read("faq.txt", "Q.保証は何年ですか？\nA.二年です。\n")))
        .containsExactly(BlockKind.QUESTION, BlockKind.ANSWER);
    assertThat(kinds(read("no.txt", "Q.What is it?\nA.RMA\n")))
        .doesNotContain(BlockKind.QUESTION, BlockKind.ANSWER);
  }

  @ParameterizedTest
  @CsvSource({"問：,答：", "问：,答：", "問題：,回答：", "質問：,回答：", "Ｑ：,Ａ：", "Q：,A："})
  void knowsMarksWithoutBlanks(String question, String answer) throws Exception {
    String text = question + "保証は何年ですか？\n" + answer + "RMAは二年です。\n";
    String line = question + "保証は何年ですか？" + answer + "二年です。\n";

    for (ParsedDocument document :
        List.of(read("faq.txt", text), read("faq.md", text), read("line.txt", line))) {
      assertThat(kinds(document)).containsExactly(BlockKind.QUESTION, BlockKind.ANSWER);
    }
  }
}

package ai.adjutant.retriever.parse.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.parse.ParsedDocument;
import ai.adjutant.retriever.parse.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.tika.exception.TikaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** Questions and answers that a page states in JSON-LD. */
class FaqScriptsTest {
  @TempDir Path folder = Path.of("never used");

  private static String question(String name, String answer) {
    return """
    {"@type": "Question", "name": "%s",
     "acceptedAnswer": {"@type": "Answer", "text": "%s"}}
    """
        .formatted(name, answer);
  }

  private static String faq(String... questions) {
    return "{\"@context\": \"https://schema.org\", \"@type\": \"FAQPage\", \"mainEntity\": ["
        + String.join(",", questions)
        + "]}";
  }

  private static String script(String json) {
    return "<script type=\"application/ld+json\">" + json + "</script>";
  }

  private ParsedDocument read(String head, String body)
      throws IOException, TikaException, SAXException {
    String page =
        "<html><head><meta charset=utf-8><title>Shop</title>%s</head><body>%s</body></html>"
            .formatted(head, body);
    return Shown.read(Files.writeString(folder.resolve("page.html"), page));
  }

  @Test
  void readsThePairsOfAScript() throws Exception {
    String answer =
        "<p>Two years, <b>for all</b> parts &amp; seals.</p><ul><li>Keep the bill</li></ul>";
    ParsedDocument document =
        read(
            script(
                faq(
                    question("How long is the warranty?", answer),
                    question("Who pays?", "Wir < du."))),
            "<h1>Pump</h1><p>It is blue.</p><h2>Contact</h2><p>By mail.</p>");

    assertThat(Shown.blocks(document))
        .containsExactly(
            "HEADING 1: Pump",
            "PARAGRAPH: It is blue.",
            "HEADING 2: Contact",
            "PARAGRAPH: By mail.",
            "HEADING 1: Pump",
            "QUESTION: How long is the warranty?",
            "ANSWER 1: Two years, for all parts & seals.",
            "UNORDERED_ITEM 2: - Keep the bill",
            "QUESTION: Who pays?",
            "ANSWER 1: Wir < du.");
    assertThat(document.blocks().stream().map(Block::group)).endsWith(1, 1, 1, 2, 2);
    assertThat(document.warnings()).isEmpty();
  }

  @Test
  void readsAPageThatIsAllScript() throws Exception {
    ParsedDocument document =
        read("", "<div id=app></div>" + script(faq(question("Who pays?", "You do."))));

    assertThat(Shown.blocks(document))
        .containsExactly("HEADING 1: Shop", "QUESTION: Who pays?", "ANSWER 1: You do.");
  }

  @Test
  void findsQuestionsInAGraphInListsAndInSeveralScripts() throws Exception {
    String graph =
        """
        {"@graph": [{"@type": ["WebPage", "https://schema.org/FAQPage"],
          "mainEntity": [{"@id": "#one"}]},
         {"@type": "Question", "@id": "#one", "name": {"@value": "What is one?", "@language": "en"},
          "acceptedAnswer": [{"text": "The first."}, {"text": "A number."}]}]}
        """;
    String list = "[" + faq(question("What is two?", "The second.")) + ", {\"@type\": \"Person\"}]";
    ParsedDocument document =
        read(script(graph) + "<script>var x = 'FAQPage';</script>", script(list) + script(list));

    assertThat(Shown.blocks(document))
        .containsExactly(
            "HEADING 1: Shop",
            "QUESTION: What is one?",
            "ANSWER 1: The first.\nA number.",
            "QUESTION: What is two?",
            "ANSWER 1: The second.");
  }

  @Test
  void doesNotDoubleWhatThePageShows() throws Exception {
    ParsedDocument document =
        read(
            script(
                faq(
                    question("How long is the warranty?", "<p>Two years.</p>"),
                    question("Who pays?", "You do."))),
            "<h3>1. How long is the  Warranty?</h3><p>It is two years.</p>");

    assertThat(Shown.blocks(document))
        .containsExactly(
            "HEADING 3: 1. How long is the Warranty?",
            "PARAGRAPH: It is two years.",
            "HEADING 1: 1. How long is the Warranty?",
            "QUESTION: Who pays?",
            "ANSWER 1: You do.");
  }

  @Test
  void addsTheAnswerOfAQuestionThatThePageOnlyNames() throws Exception {
    ParsedDocument document =
        read(
            script(faq(question("How long is the warranty?", "Two years for each pump."))),
            "<ul><li>How long is the warranty?</li></ul>");

    assertThat(document.text()).contains("Two years for each pump.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"@type\": \"FAQPage\", \"mainEntity\": [",
        "{\"@type\": \"FAQPage\", name: secret}",
        "FAQPage",
      })
  void leavesOutWhatIsNoJson(String script) throws Exception {
    ParsedDocument document = read(script(script), "<p>Text.</p>");

    assertThat(Shown.blocks(document)).containsExactly("PARAGRAPH: Text.");
    assertThat(document.warnings()).singleElement().asString().contains("application/ld+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"@type\": \"Product\", \"name\": \"Pump\", \"description\": \"secret\"}",
        "{\"@type\": \"Quiz\", \"hasPart\": {\"@type\": \"Question\", \"name\": \"secret\","
            + " \"acceptedAnswer\": {\"text\": \"secret\"}}}",
        "{\"@type\": \"FAQPage\", \"mainEntity\": {\"@type\": \"Question\", \"name\":"
            + " \"secret?\"}}",
        "{\"@type\": \"FAQPage\", \"mainEntity\": \"secret\"}",
        "{\"@type\": 3, \"secret\": [null, 1, true]}",
        "null"
      })
  void keepsNothingOfOtherStructuredData(String script) throws Exception {
    ParsedDocument document = read(script(script), script(script) + "<p>Text.</p>");

    assertThat(Shown.blocks(document)).containsExactly("PARAGRAPH: Text.");
    assertThat(document.warnings()).isEmpty();
  }

  @Test
  void keepsNothingOfOtherScripts() throws Exception {
    String uri = "var page = 'data:text/html;base64,PHA+c2VjcmV0PC9wPg==';";
    ParsedDocument document =
        read(
            "<script>" + uri + "</script>",
            "<script>"
                + uri
                + faq(question("secret?", "secret"))
                + "</script><p>Text.</p>"
                + script(faq(question("Why?", "So.<script>secret()<\\/script>"))));

    assertThat(document.text()).contains("Why?", "So.").doesNotContainIgnoringCase("secret");
  }

  @Test
  void boundsDepthAndNumber() throws Exception {
    String deep = "{\"@type\": \"FAQPage\", \"a\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    String many =
        IntStream.range(0, 3_000)
            .mapToObj(i -> question("What is number " + i + "?", "It is unit n" + i + "."))
            .collect(Collectors.joining(","));
    ParsedDocument document = read(script(deep), "<p>Text.</p>" + script(faq(many)));

    assertThat(document.warnings()).hasSize(2).allMatch(one -> one.contains("left out"));
    List<String> blocks = Shown.blocks(document);
    assertThat(blocks).contains("QUESTION: What is number 1999?").hasSize(2 + 2 * 2_000);
  }

  @Test
  void isEmptyWhereOnlyScriptsSaySomething() {
    assertThatThrownBy(() -> read(script("{\"@type\": \"Product\"}"), "<script>let a;</script>"))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("holds no text");
  }
}

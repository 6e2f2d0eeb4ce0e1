package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.UnitKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs of question and answer in, the pair out as one unit: over real sockets. */
final class PairAnswerTest {
  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "marked.txt",
          """
          Q: How do I reach the harbour office at night?
          A: Ring the bell at the northern gate.

          Q: Who moves a boat that has come loose?
          A: The harbour master has it towed.

          The owner pays for the towing.

          Q: Where is fuel sold?
          A: At the eastern pier.
          """,
          "page.html",
          """
          <html><body><h1>Moorings</h1>
          <details><summary>What does a visitor's mooring cost?</summary>
          <p>Every visitor pays 18 euros a night.</p><p>Electricity is part of it.</p></details>
          <dl><dt>May dogs walk on the jetty?</dt><dd>On a lead they may.</dd></dl></body></html>
          """,
          "list.html",
          """
          <html><body><h1>Pontoons</h1><ul>
          <li>How deep is the water at the pontoon?<p>Two metres at low tide.</p>
          <p>Four metres at high tide.</p></li>
          <li><b>Who cleans the pontoon?</b><br>The team of the harbour office, each Monday.</li>
          </ul></body></html>
          """,
          "script.html",
          """
          <html><head><title>Storms</title><script type="application/ld+json">
          {"@type": "FAQPage", "mainEntity": [{"@type": "Question",
            "name": "Which flag is flown before a storm?",
            "acceptedAnswer": {"@type": "Answer",
              "text": "<p>A red flag is flown.</p><p>At night a red lamp burns.</p>"}}]}
          </script></head><body><div id="app"></div></body></html>
          """,
          "table.csv",
          """
          Question,Answer
          When does the sluice open?,The sluice opens at seven in the morning.
          Which channel does the radio use?,Channel 12 is listened to day and night.
          """);

  @TempDir Path folder = Path.of("never used");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How do I reach the harbour office at night?|A: Ring the bell at the northern gate.",
        "Who moves a loose boat?|A: The harbour master has it towed.\\nThe owner pays for the"
            + " towing.",
        "What does a mooring cost for a visitor?|Every visitor pays 18 euros a"
            + " night.\\nElectricity is part of it.",
        "May dogs walk on the jetty?|On a lead they may.",
        "How deep is the water at the pontoon?|Two metres at low tide.\\nFour metres at high tide.",
        "Which flag is flown before a storm?|A red flag is flown.\\nAt night a red lamp burns.",
        "Which channel does the radio use?|Channel 12 is listened to day and night."
      })
  void answersWithThePairWhole(String question, String expected) throws Exception {
    try (ServerProcess.Running server =
            ServerProcess.serving(folder, "--data", folder.resolve("data").toString());
        GatewayTestClient client = new GatewayTestClient(server.address())) {
      client.createCorpus("harbour");
      client.load("harbour", DOCUMENTS);

      Answer answer = client.answer("harbour", question);

      assertThat(answer.getOutcome()).isEqualTo(Outcome.OUTCOME_ANSWERED);
      assertThat(answer.getUnit().getKind()).isEqualTo(UnitKind.UNIT_KIND_PAIR);
      assertThat(answer.getText()).endsWith("?\n" + expected.replace("\\n", "\n"));
    }
  }
}

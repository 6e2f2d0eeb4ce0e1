package ai.adjutant.admin.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.Citation;
import ai.adjutant.chat.v1.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code evaluate answers} against a server that answers as written. */
final class EvaluateAnswersTest {
  private static final Map<String, Answer> ANSWERS =
      Map.of(
          "steps?", said("1. Open the Console!\n2. Choose  Save.", ""),
          "half?", said("1. Open the console.", ""),
          "cell?", said("Region: us-east-1 (Virginia)", "us-east-1"),
          "longer?", said("Region: us-east-12", "us-east-12"),
          "text?", said("The late fee is 6.50 euros.", ""),
          "amount?", said("The late fee is 4.50 euros.", ""),
          "near?", said("The service of Model S costs 249 pounds.", ""));

  @TempDir private Path folder;

  private final ScriptedServer server =
      new ScriptedServer(
          new ChatServiceGrpc.ChatServiceImplBase() {
            @Override
            public void ask(AskRequest request, StreamObserver<AskResponse> answer) {
              Answer refused =
                  Answer.newBuilder().setOutcome(Outcome.OUTCOME_NOT_IN_DOCUMENTS).build();
              Answer done = ANSWERS.getOrDefault(request.getQuestion(), refused);
              answer.onNext(AskResponse.newBuilder().setDone(done).build());
              answer.onCompleted();
            }
          });

  @AfterEach
  void close() {
    server.close();
  }

  private static Answer said(String text, String value) {
    return Answer.newBuilder()
        .setOutcome(Outcome.OUTCOME_ANSWERED)
        .setText(text)
        .setShortAnswer(value)
        .addCitations(Citation.newBuilder().setDocument("corpora/c/documents/a.md"))
        .build();
  }

  private Ran evaluate(String lines, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("questions.jsonl"), lines);
    String[] command = {"evaluate", "answers", "-c", "c", "--questions", file.toString()};
    String[] all = Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return server.run(all);
  }

  private static final String LINES =
      """
      {"question": "steps?", "gold": ["a.md"], "steps": ["Open the console.", "Choose Save."], "style": "plain"}
      {"question": "half?", "gold": ["a.md"], "steps": ["Open the console.", "Choose Save."], "style": "caller"}
      {"question": "cell?", "gold": ["a.md"], "answer": "us-east-1", "row": "x", "column": "Region"}
      {"question": "longer?", "gold": ["a.md"], "answer": "us-east-1", "row": "x", "column": "Region"}
      {"question": "text?", "gold": ["a.md"], "answer": "The late fee is 6.50 euros."}
      {"question": "amount?", "gold": ["a.md"], "answer": "The late fee is 6.50 euros."}
      {"question": "text?", "gold": ["other.md"], "answer": "The late fee is 6.50 euros."}
      {"question": "silent?", "gold": ["a.md"], "value": "6.50", "kind": "version", "extra": 1}
      {"question": "near?", "gold": [], "near_miss": "model"}
      {"question": "nothing?", "gold": [], "near_miss": "year"}
      """;

  private static double mean(JsonNode node, String... path) {
    JsonNode at = node;
    for (String name : path) {
      at = at.get(name);
    }
    return at.get("mean").asDouble();
  }

  @Test
  void judgesByKindStyleAndNearMiss() throws IOException {
    JsonNode report = evaluate(LINES, "--json").json();
    assertThat(mean(report, "right")).isEqualTo(3.0 / 8);
    assertThat(report.get("right").get("low").asDouble()).isBetween(0.05, 0.3);
    assertThat(mean(report, "by_kind", "steps", "right")).isEqualTo(0.5);
    assertThat(mean(report, "by_kind", "steps", "steps_shown")).isEqualTo(0.5);
    assertThat(mean(report, "by_kind", "cell", "value_right")).isEqualTo(0.5);
    assertThat(mean(report, "by_kind", "cell", "short_answer_right")).isEqualTo(0.5);
    assertThat(mean(report, "by_kind", "text", "right")).isEqualTo(1.0 / 3);
    assertThat(mean(report, "by_kind", "text", "cited")).isEqualTo(2.0 / 3);
    assertThat(report.get("by_kind").get("text").get("count").asInt()).isEqualTo(3);
    assertThat(report.get("by_kind").get("text").get("steps_shown").get("mean").isNull()).isTrue();
    assertThat(mean(report, "by_kind", "version", "false_refusals")).isEqualTo(1);
    assertThat(mean(report, "by_style", "plain", "right")).isEqualTo(1);
    assertThat(mean(report, "by_style", "caller", "right")).isZero();
    assertThat(mean(report, "near_misses", "model", "subject_confusions")).isEqualTo(1);
    assertThat(mean(report, "near_misses", "year", "refused")).isEqualTo(1);
    assertThat(report.has("token_f1")).isTrue();
  }

  @Test
  void printsATableAndGatesOnRight() throws IOException {
    Ran ran = evaluate(LINES, "--gate", "right=0.9");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).contains("kind", "steps_shown", "near miss", "caller");
  }

  @Test
  void explainsOneQuestion() throws IOException {
    String lines =
        "{\"_id\": \"7\", \"question\": \"cell?\", \"gold\": [\"a.md\"], \"column\": \"R\","
            + " \"answer\": \"us-east-1\"}\n";
    assertThat(evaluate(lines, "--explain", "7").out())
        .contains("us-east-1 (Virginia)", "right                  true", "cell");
    assertThat(evaluate(lines, "--explain", "7", "--json").json().get("right").asBoolean())
        .isTrue();
    Ran unknown = evaluate(lines, "--explain", "8");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("--explain 8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"steps\": \"Open.\"|\"steps\" is not a list of texts",
        "\"steps\": [1]|\"steps\" is not a list of texts",
        "\"style\": \"loud\"|\"style\" is 'loud'",
        "\"near_miss\": \"colour\"|\"near_miss\" is 'colour'",
        "\"near_miss\": \"model\"|a near miss has no answer",
        "\"kind\": 7|\"kind\" is not a text",
        "\"value\": {}|\"value\" is not a text"
      })
  void refusesWrongTypesWithTheirLine(String field, String message) throws IOException {
    Ran ran =
        evaluate(
            "{\"question\": \"a?\", \"gold\": []}\n{\"question\": \"a?\", \"gold\": [\"a\"], "
                + field
                + "}\n");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("line 2", message);
  }
}

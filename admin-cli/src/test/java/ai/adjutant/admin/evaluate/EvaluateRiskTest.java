package ai.adjutant.admin.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.Citation;
import ai.adjutant.chat.v1.Evidence;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.Reason;
import ai.adjutant.chat.v1.ReasonCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.stub.StreamObserver;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Risk over coverage in {@code evaluate answers}, against a server that answers as written. */
final class EvaluateRiskTest {
  private static final double THRESHOLD = 0.5;
  private static final Map<String, Answer> ANSWERS =
      Map.of(
          "right?", answered(0.9),
          "unanswerable?", answered(0.8),
          "wrong?", answered(0.7),
          "looked up?", answered(0.1),
          "refused rightly?", refused(0.4, ReasonCode.REASON_CODE_EVIDENCE_BELOW_THRESHOLD),
          "refused wrongly?", refused(0.3, ReasonCode.REASON_CODE_EVIDENCE_BELOW_THRESHOLD),
          "other subject?", refused(0.95, ReasonCode.REASON_CODE_SUBJECT_NOT_FOUND));

  private static final String LINES =
      """
      {"question": "refused wrongly?", "gold": ["a.md"]}
      {"question": "right?", "gold": ["a.md"]}
      {"question": "wrong?", "gold": ["b.md"]}
      {"question": "looked up?", "gold": ["a.md"]}
      {"question": "unanswerable?", "gold": []}
      {"question": "refused rightly?", "gold": []}
      {"question": "other subject?", "gold": []}
      """;

  @TempDir private Path folder;

  private final AtomicInteger asked = new AtomicInteger();
  private final ScriptedServer server =
      new ScriptedServer(
          new ChatServiceGrpc.ChatServiceImplBase() {
            @Override
            public void ask(AskRequest request, StreamObserver<AskResponse> answer) {
              asked.incrementAndGet();
              Answer done =
                  ANSWERS.getOrDefault(request.getQuestion(), Answer.getDefaultInstance());
              answer.onNext(AskResponse.newBuilder().setDone(done).build());
              answer.onCompleted();
            }
          });

  @AfterEach
  void close() {
    server.close();
  }

  private static Evidence evidence(double score) {
    return Evidence.newBuilder().setScore(score).setThreshold(THRESHOLD).build();
  }

  private static Answer answered(double score) {
    return Answer.newBuilder()
        .setOutcome(Outcome.OUTCOME_ANSWERED)
        .setText("So it is.")
        .addCitations(Citation.newBuilder().setDocument("corpora/c/documents/a.md"))
        .setEvidence(evidence(score))
        .build();
  }

  private static Answer refused(double score, ReasonCode code) {
    return Answer.newBuilder()
        .setOutcome(Outcome.OUTCOME_NOT_IN_DOCUMENTS)
        .setEvidence(evidence(score))
        .addReasons(Reason.newBuilder().setCode(code))
        .build();
  }

  private Ran evaluate(String lines, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("questions.jsonl"), lines);
    List<String> command = new ArrayList<>(List.of("evaluate", "answers", "-c", "c"));
    command.addAll(List.of("--questions", file.toString()));
    command.addAll(List.of(more));
    return server.run(command.toArray(String[]::new));
  }

  @Test
  void ordersQuestionsByEvidenceUnlessSomethingElseDecides() throws IOException {
    JsonNode risk = evaluate(LINES, "--json").json().get("risk_coverage");
    List<Double> thresholds = new ArrayList<>();
    List<Integer> wrong = new ArrayList<>();
    List<Boolean> measured = new ArrayList<>();
    for (JsonNode point : risk.get("points")) {
      thresholds.add(point.get("threshold").asDouble());
      wrong.add(point.get("wrong").asInt());
      measured.add(point.get("measured").asBoolean());
      assertThat(point.get("coverage").asDouble())
          .isCloseTo(point.get("answered").asInt() / 7.0, within(1e-12));
      assertThat(point.get("risk").asDouble())
          .isCloseTo(
              (double) point.get("wrong").asInt() / point.get("answered").asInt(), within(1e-12));
    }
    assertThat(thresholds).containsExactly(1.0, 0.9, 0.8, 0.7, 0.4, 0.3, 0.0);
    assertThat(wrong).containsExactly(0, 0, 1, 2, 3, 4, 5);
    assertThat(measured).containsExactly(true, true, true, true, true, false, false);
    assertThat(risk.get("unjudged").asInt()).isEqualTo(1);
    assertThat(risk.get("measured_coverage").asDouble()).isCloseTo(5 / 7.0, within(1e-12));
    assertThat(risk.at("/at_threshold/threshold").asDouble()).isEqualTo(THRESHOLD);
    assertThat(risk.at("/at_threshold/coverage").asDouble()).isCloseTo(4 / 7.0, within(1e-12));
    assertThat(risk.at("/at_threshold/risk").asDouble()).isEqualTo(0.5);
  }

  @Test
  void givesAreasRisksAndCoveragesWithIntervals() throws IOException {
    JsonNode risk = evaluate(LINES, "--json").json().get("risk_coverage");
    double area = (1.0 / 3 + 2.0 / 4 + 3.0 / 5 + 4.0 / 6 + 5.0 / 7) / 7; // the best order's too
    assertThat(risk.at("/aurc/mean").asDouble()).isCloseTo(area, within(1e-12));
    assertThat(risk.at("/aurc/high").asDouble()).isGreaterThan(area);
    assertThat(risk.at("/e_aurc/mean").asDouble()).isCloseTo(0, within(1e-12));
    assertThat(risk.get("optimum").asDouble()).isCloseTo(area, within(1e-12));
    assertThat(risk.at("/risk@50/mean").asDouble()).isEqualTo(0.5);
    assertThat(risk.at("/risk@70/mean").asDouble()).isEqualTo(0.6);
    assertThat(risk.at("/risk@100/mean").asDouble()).isEqualTo(5 / 7.0);
    assertThat(risk.at("/coverage@risk5/mean").asDouble()).isEqualTo(2 / 7.0);
    assertThat(risk.at("/coverage@risk10/mean").asDouble()).isEqualTo(2 / 7.0);
  }

  @Test
  void printsTheTableAndWhatIsAnUpperBound() throws IOException {
    Ran ran = evaluate(LINES);
    assertThat(ran.out())
        .contains("aurc ", "e_aurc ", "risk@50 ", "coverage@risk5 ")
        .contains("at threshold 0.500     coverage 0.571, risk 0.500");
    assertThat(ran.err()).contains("1 answerable questions have no answer", "coverage 0.714");
    assertThat(ran.err()).contains("corpus threshold NAME 0", "--threshold 0.500");

    Ran none = evaluate(LINES, "--threshold", "0.85");
    assertThat(none.out()).contains("at threshold 0.850     coverage 0.286, risk 0.000");
    String missing = "{\"question\": \"other subject?\", \"gold\": [\"a.md\"]}\n";
    Ran refused = evaluate(missing);
    assertThat(refused.out()).contains("nothing is answered");
    assertThat(refused.err())
        .contains("refused whatever the threshold")
        .doesNotContain("corpus threshold");
    assertThat(evaluate("{\"question\": \"right?\", \"gold\": [\"a.md\"]}\n").err())
        .doesNotContain("no answer to judge");
  }

  @Test
  void drawsTheCurveAndWritesItsPoints() throws IOException {
    Path picture = folder.resolve("risk.png");
    JsonNode printed = evaluate(LINES, "--json", "--curve", picture.toString()).json();
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(900);
    assertThat(image.getHeight()).isEqualTo(300);
    // at coverage 4/7 the mark crosses the line, in black over green
    int x = (int) Math.round(80 + 590 * 4 / 7.0);
    int y = (int) Math.round(270 - 240 * 0.5 / (5 / 7.0));
    assertThat(image.getRGB(x - 5, y) & 0xFFFFFF).isZero();
    assertThat(image.getRGB(670, 30) & 0xFFFFFF).as("the upper bound").isEqualTo(0xD62728);
    assertThat(new ObjectMapper().readTree(folder.resolve("risk.json").toFile()))
        .isEqualTo(printed.get("risk_coverage"));
  }

  @Test
  void refusesWrongOptionsBeforeItAsks() throws IOException {
    Ran ran = evaluate(LINES, "--curve", folder.resolve("risk.jpeg").toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--curve", "ends in .png");
    String away = folder.resolve("away").resolve("risk.png").toString();
    assertThat(evaluate(LINES, "--curve", away).exit()).isEqualTo(2);
    assertThat(evaluate(LINES, "--threshold", "1.5").exit()).isEqualTo(2);
    assertThat(asked).hasValue(0);
  }
}

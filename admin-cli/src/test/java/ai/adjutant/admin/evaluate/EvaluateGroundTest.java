package ai.adjutant.admin.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.chat.v1.CheckClaimsRequest;
import ai.adjutant.chat.v1.CheckClaimsResponse;
import ai.adjutant.chat.v1.CheckedClaim;
import ai.adjutant.chat.v1.ClaimToCheck;
import ai.adjutant.chat.v1.GroundReader;
import ai.adjutant.chat.v1.GroundReaderUse;
import ai.adjutant.chat.v1.GroundServiceGrpc.GroundServiceImplBase;
import ai.adjutant.chat.v1.Support;
import ai.adjutant.chat.v1.SupportKind;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code evaluate ground} against a check whose verdicts stand in the claims: first that of the
 * rules, then that with a reader.
 */
final class EvaluateGroundTest {
  private static final String LINES =
      """
      {"claim":"stands stands","passage":"p","label":"supported","kind":"sentence","source":"made"}
      {"claim":"refused stands","passage":"p","label":"supported","kind":"sentence","source":"made"}
      {"claim":"refused refused","passage":"p","label":"contradicted","kind":"other-year","source":"made"}
      {"claim":"stands refused","evidence":"e","label":"unsupported","source":"wice"}
      {"claim":"stands stands","evidence":"e","label":"partial","source":"wice"}
      {"claim":"stands stands","evidence":"e","label":"generic","source":"wice"}
      """;

  @TempDir private Path folder;
  private final List<CheckClaimsRequest> asked = new ArrayList<>();
  private String skipped = "";

  private final ScriptedServer server =
      new ScriptedServer(
          new GroundServiceImplBase() {
            @Override
            public void checkClaims(
                CheckClaimsRequest request, StreamObserver<CheckClaimsResponse> answer) {
              synchronized (asked) {
                asked.add(request);
              }
              answer.onNext(response(request));
              answer.onCompleted();
            }
          });

  @AfterEach
  void close() {
    server.close();
  }

  private CheckClaimsResponse response(CheckClaimsRequest request) {
    boolean read = request.getReader() == GroundReaderUse.GROUND_READER_USE_ON;
    CheckClaimsResponse.Builder response = CheckClaimsResponse.newBuilder();
    for (ClaimToCheck claim : request.getClaimsList()) {
      boolean stands = claim.getText().split(" ", -1)[read ? 1 : 0].equals("stands");
      response.addClaims(
          CheckedClaim.newBuilder()
              .setSupported(stands)
              .addSentences(
                  Support.newBuilder()
                      .setSupported(stands)
                      .setKind(
                          stands
                              ? SupportKind.SUPPORT_KIND_PARAPHRASE
                              : SupportKind.SUPPORT_KIND_NUMBER_MISMATCH)));
    }
    if (read) {
      response.setReader(
          GroundReader.newBuilder().setModel("models/reader").setSkippedReason(skipped));
    }
    return response.build();
  }

  private Ran evaluate(String lines, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("claims.jsonl"), lines);
    String[] command = {"evaluate", "ground", "--claims", file.toString()};
    String[] all = Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return server.run(all);
  }

  @Test
  void measuresByRulesAndWithAReader() throws IOException {
    Ran ran = evaluate(LINES, "--json");
    assertThat(ran.exit()).as(ran.err()).isZero();
    JsonNode json = ran.json();
    assertThat(json.path("count").intValue()).isEqualTo(5);
    assertThat(json.path("left_out").intValue()).isEqualTo(1);
    assertThat(json.path("readers").path(0).textValue()).isEqualTo("models/reader");
    JsonNode rules = json.path("rules");
    assertThat(mean(rules, "recall")).isEqualTo(1.0 / 3);
    assertThat(mean(rules, "kept")).isEqualTo(0.5);
    assertThat(mean(rules, "balanced_accuracy")).isCloseTo((1.0 / 3 + 0.5) / 2, within(1e-12));
    assertThat(mean(rules, "precision")).isEqualTo(0.5);
    assertThat(mean(rules, "f1")).isEqualTo(2.0 / (2 + 1 + 2));
    JsonNode read = json.path("with_reader");
    assertThat(mean(read, "recall")).isEqualTo(2.0 / 3);
    assertThat(mean(read, "kept")).isEqualTo(1);
    assertThat(mean(read, "f1")).isEqualTo(4.0 / (4 + 1));
    assertThat(read.path("f1").path("low").doubleValue()).isLessThanOrEqualTo(0.8);
    assertThat(ran.err()).contains("1 generic lines are left out");
  }

  @Test
  void groupsBySourceByKindAndByVerdict() throws IOException {
    JsonNode read = evaluate(LINES, "--json").json().path("with_reader");
    JsonNode wice = read.path("by_source").path("wice");
    assertThat(mean(wice, "recall")).isEqualTo(0.5);
    assertThat(wice.path("balanced_accuracy").path("mean").isNull())
        .as("none is supported")
        .isTrue();
    JsonNode kinds = read.path("right_by_kind");
    assertThat(mean(kinds, "other-year")).isEqualTo(1);
    assertThat(mean(kinds, "partial")).isZero();
    assertThat(kinds.path("sentence").path("count").intValue()).isEqualTo(2);
    JsonNode verdicts = read.path("precision_by_verdict");
    assertThat(mean(verdicts, "number_mismatch")).isEqualTo(1);
    assertThat(verdicts.path("number_mismatch").path("count").intValue()).isEqualTo(2);
    assertThat(evaluate(LINES).out())
        .contains(
            "balanced_accuracy", "by rules", "with a reader", "other-year", "number_mismatch");
  }

  @Test
  void asksInTheLanguageOfTheClaims() throws IOException {
    evaluate(LINES + LINES.replace("{\"claim\"", "{\"language\":\"ko\",\"claim\""));
    assertThat(asked).extracting(CheckClaimsRequest::getLanguage).containsOnly("en", "ko");
    assertThat(asked).hasSize(4);
  }

  @Test
  void saysWhyAReaderTookNoPart() throws IOException {
    skipped = "inference serves no reader";
    Ran ran = evaluate(LINES, "--json");
    assertThat(ran.err()).contains("did not take part", "inference serves no reader");
    assertThat(ran.json().path("reader_skipped").path(0).textValue()).isEqualTo(skipped);
  }

  @Test
  void namesTheLineOfABadClaim() throws IOException {
    String first = LINES.lines().findFirst().orElseThrow() + "\n";
    Ran label = evaluate(first + "{\"claim\":\"c\",\"passage\":\"p\",\"label\":\"true\"}");
    assertThat(label.exit()).isEqualTo(3);
    assertThat(label.err()).contains("line 2: \"label\" is \"true\"; give supported,");
    assertThat(evaluate(first + "{\"claim\":\"c\",\"label\":\"supported\"}").err())
        .contains("line 2: \"evidence\" is missing or empty");
    assertThat(evaluate("{\"passage\":\"p\",\"label\":\"supported\"}").err())
        .contains("line 1: \"claim\" is missing or empty");
    assertThat(evaluate(first + "{\"claim\":").err()).contains("line 2: not JSON");
    String long1 = "x".repeat(100_001);
    assertThat(
            evaluate("{\"claim\":\"c\",\"passage\":\"" + long1 + "\",\"label\":\"partial\"}").err())
        .contains("line 1: \"passage\" has 100001 characters; 100000 is the most");
    assertThat(evaluate("{\"claim\":\"c\",\"passage\":\"p\",\"label\":\"generic\"}").err())
        .contains("is generic: nothing to check");
    assertThat(asked).isEmpty();
  }

  @Test
  void saysWhenAMeasureIsBelowItsGate() throws IOException {
    assertThat(evaluate(LINES, "--gate", "f1=0.7", "--gate", "rules_f1=0.4").exit()).isZero();
    assertThat(evaluate(LINES, "--gate", "rules_f1=0.7").exit()).isEqualTo(1);
  }

  private static double mean(JsonNode json, String measure) {
    return json.path(measure).path("mean").doubleValue();
  }
}

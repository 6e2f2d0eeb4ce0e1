package ai.adjutant.admin.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.inference.v1.AnswerSpan;
import ai.adjutant.inference.v1.ReadPair;
import ai.adjutant.inference.v1.ReadPurpose;
import ai.adjutant.inference.v1.ReadRequest;
import ai.adjutant.inference.v1.ReadResponse;
import ai.adjutant.inference.v1.ReadServiceGrpc.ReadServiceImplBase;
import ai.adjutant.inference.v1.Reading;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate read} against a reader whose reading stands in the question. */
final class EvaluateReadTest {
  private static final String RIGHT =
      """
      {"source":"a","language":"en","context":"🚀 the fee is 40 euros now","question":"0.9 40 euros",\
      "answers":[{"text":"40 euros","start":13}]}
      """;
  private static final String HALF =
      """
      {"source":"a","language":"en","context":"it costs 40 euros","question":"0.4 40",\
      "answers":[{"text":"40 euros","start":9}]}
      """;
  private static final String NONE =
      """
      {"source":"b","language":"en","kind":"year","context":"no fee","question":"0.2 fee","answers":[]}
      """;
  private static final String MISJUDGED =
      """
      {"source":"b","language":"en","kind":"entity","context":"any fee","question":"0.6 fee"}
      """;

  @TempDir private Path folder;
  private final List<ReadRequest> asked = new ArrayList<>();

  private final ScriptedServer server =
      new ScriptedServer(
          new ReadServiceImplBase() {
            @Override
            public void read(ReadRequest request, StreamObserver<ReadResponse> answer) {
              synchronized (asked) {
                asked.add(request);
              }
              ReadResponse.Builder response =
                  ReadResponse.newBuilder().setModel("models/reader").addLanguages("en");
              request.getPairsList().forEach(pair -> response.addReadings(reading(pair)));
              answer.onNext(response.build());
              answer.onCompleted();
            }
          });

  @AfterEach
  void close() {
    server.close();
  }

  private static Reading reading(ReadPair pair) {
    String[] parts = pair.getText().split(" ", 2);
    int start = pair.getPassage().indexOf(parts[1]);
    return Reading.newBuilder()
        .setAnswerable(Double.parseDouble(parts[0]))
        .addSpans(AnswerSpan.newBuilder().setStart(start).setEnd(start + parts[1].length()))
        .build();
  }

  private Ran evaluate(String lines, String... more) throws IOException {
    return evaluate(Files.writeString(folder.resolve("triples.jsonl"), lines), more);
  }

  private Ran evaluate(Path file, String... more) {
    String[] command = {"evaluate", "read", "--triples", file.toString()};
    String[] all = Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return server.run(all);
  }

  @Test
  void measuresSpansAndWhetherThereIsAnAnswer() throws IOException {
    Ran ran = evaluate(RIGHT + HALF + NONE + MISJUDGED, "--json");
    assertThat(ran.exit()).as(ran.err()).isZero();
    JsonNode json = ran.json();
    double half = 2.0 / 3; // one of one word said, one of two wanted
    assertThat(mean(json, "span_f1")).isCloseTo((1 + half) / 2, within(1e-9));
    assertThat(mean(json, "span_em")).isEqualTo(0.5);
    assertThat(mean(json, "no_ans@.5")).isEqualTo(0.5);
    assertThat(mean(json, "auc")).as("three pairs of four").isEqualTo(0.75);
    assertThat(mean(json, "f1@.5")).isEqualTo((1 + 0 + 1 + 0) / 4.0);
    assertThat(json.path("auc").path("low").doubleValue()).isLessThanOrEqualTo(0.75);
    assertThat(json.path("count").intValue()).isEqualTo(4);
    assertThat(json.path("model").textValue()).isEqualTo("models/reader");
    assertThat(asked).allMatch(r -> r.getPurpose() == ReadPurpose.READ_PURPOSE_BULK);
  }

  @Test
  void groupsBySourceAndByKind() throws IOException {
    JsonNode json = evaluate(RIGHT + HALF + NONE + MISJUDGED, "--json").json();
    JsonNode answerable = json.path("by_source").path("a");
    assertThat(answerable.path("count").intValue()).isEqualTo(2);
    assertThat(answerable.path("span_em").path("mean").doubleValue()).isEqualTo(0.5);
    assertThat(answerable.path("auc").path("mean").isNull()).isTrue();
    JsonNode kinds = json.path("by_kind");
    assertThat(kinds.path("year").path("auc").path("mean").doubleValue())
        .as("against the answerable ones of the file")
        .isEqualTo(1);
    assertThat(kinds.path("entity").path("auc").path("mean").doubleValue()).isEqualTo(0.5);
    assertThat(evaluate(RIGHT + NONE).out()).contains("source", "span_f1", "kind", "year");
  }

  @Test
  void choosesTheThresholdOnOneHalfOfThePassages() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      lines.append(RIGHT.replace("now", "now " + i));
      lines.append(MISJUDGED.replace("any fee", "any fee " + i));
    }
    JsonNode json = evaluate(lines.toString(), "--json").json();
    assertThat(json.path("threshold").doubleValue()).isBetween(0.6, 0.9);
    assertThat(mean(json, "no_ans@.5")).isZero();
    assertThat(mean(json, "no_ans")).isEqualTo(1);
    assertThat(mean(json, "has_ans_f1")).isEqualTo(1);
    assertThat(mean(json, "f1")).isEqualTo(1);
    assertThat(mean(json, "em")).isEqualTo(1);
  }

  @Test
  void readsPackedFilesAndLeavesOtherLanguagesOut() throws IOException {
    Path file = folder.resolve("triples.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      String korean = HALF.replace("\"en\"", "\"ko\"");
      out.write((RIGHT + korean + NONE).getBytes(StandardCharsets.UTF_8));
    }
    Ran ran = evaluate(file, "--json");
    assertThat(ran.json().path("count").intValue()).isEqualTo(2);
    assertThat(ran.json().path("left_out").intValue()).isEqualTo(1);
    assertThat(ran.err()).contains("1 lines are left out", "it knows en");
  }

  @Test
  void namesTheLineOfAWrongOffset() throws IOException {
    Ran ran = evaluate(RIGHT + HALF.replace("\"start\":9", "\"start\":8"));
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err())
        .contains("line 2, answers[0]: at 8 stands", "not \"40 euros\"", "code points");
    assertThat(evaluate(HALF.replace("\"start\":9", "\"start\":900")).err())
        .contains("line 1, answers[0]: \"start\" is no place in the context");
    assertThat(evaluate("{\"context\": \"c\"}").err()).contains("\"question\" is missing");
  }

  @Test
  void refusesWhatIsNoPackedFile() throws IOException {
    Path file = Files.writeString(folder.resolve("triples.gz"), RIGHT);
    Ran ran = evaluate(file);
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("is no gzip file");
  }

  @Test
  void saysWhenAMeasureIsBelowItsGate() throws IOException {
    assertThat(evaluate(RIGHT + NONE, "--gate", "span_f1=0.9").exit()).isZero();
    assertThat(evaluate(HALF + NONE, "--gate", "span_f1=0.9").exit()).isEqualTo(1);
  }

  private static double mean(JsonNode json, String measure) {
    return json.path(measure).path("mean").doubleValue();
  }
}

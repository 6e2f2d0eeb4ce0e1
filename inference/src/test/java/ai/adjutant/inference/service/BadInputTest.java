package ai.adjutant.inference.service;

import static ai.adjutant.inference.service.TinyModels.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.adjutant.chassis.testing.CapturedLog;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.v1.FinishReason;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GetModelRequest;
import ai.adjutant.inference.v1.LoadModelRequest;
import ai.adjutant.inference.v1.LongPrompt;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelState;
import ai.adjutant.inference.v1.TokenIds;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests and files that can't be right end with a clear status, and the service stays up. */
@Timeout(120)
class BadInputTest {
  @RegisterExtension
  static final CapturedLog log =
      CapturedLog.of("ai.adjutant")
          .allowing("model failed: model=text")
          .allowing("model failed: model=cut-");

  private static final int POISON = 7;

  @TempDir static Path data;
  private static RunningInference inference;

  @BeforeAll
  static void start() throws IOException {
    TinyModels.sound(model("sound"));
    TinyModels.broken(model("numberless"), (name, row) -> name.part().inLayer());
    TinyModels.broken(
        model("poisoned"),
        (name, row) -> name.toString().contains("embed_tokens") && row == POISON);
    SyntheticDecoder.repeating("ab").withContextLength(16).writeTo(model("short"));
    SyntheticDecoder.saying("x").writeTo(model("bytes"));
    TinyModels.sound(model("words"));
    swap(model("bytes").resolve("tokenizer.json"), model("words").resolve("tokenizer.json"));
    inference = RunningInference.on(data, new EngineSettings(1, 4, 16, 64 << 20));
  }

  @AfterAll
  static void stop() {
    inference.close();
  }

  @Test
  void refusesAPromptLongerThanTheContextWithBothLengths() {
    StatusRuntimeException refusal = refusal(asking("sound", 1, 600, 8));
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal).hasMessageContaining("600 tokens").hasMessageContaining("context 512");
    assertReason(refusal, "PROMPT_TOO_LONG");
    assertReason(
        refusal(asking("sound", 1, 600, 8).setLongPrompt(LongPrompt.LONG_PROMPT_REFUSE)),
        "PROMPT_TOO_LONG");
  }

  @Test
  void cutsAPromptOnlyWhereTheRequestAllowsIt() {
    GenerateRequest.Builder request =
        asking("sound", 1, 600, 8).setLongPrompt(LongPrompt.LONG_PROMPT_KEEP_END);
    Answer cut = answer(request);
    assertThat(cut.finish().getUsage().getTruncatedTokens()).isEqualTo(600 - (512 - 8));
    assertThat(cut.tokens()).hasSize(8);
    List<Integer> end = request.getIds().getValuesList().subList(600 - (512 - 8), 600);
    Answer ofItsEnd =
        answer(asking("sound", 1, 1, 8).setIds(TokenIds.newBuilder().addAllValues(end)));
    assertThat(cut.says(ofItsEnd)).isTrue();
    assertThat(ofItsEnd.finish().getUsage().getTruncatedTokens()).isZero();
  }

  @Test
  void takesNoPromptForNone() {
    StatusRuntimeException refusal = refusal(asking("sound", 1, 0, 8));
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertReason(refusal, "PROMPT_EMPTY");
  }

  @Test
  void takesNoLimitForTheDefaultOrWhatTheContextHolds() {
    assertThat(answer(asking("sound", 1, 4, 0)).tokens()).hasSize(256);
    Answer all = answer(GenerateRequest.newBuilder().setModel("models/short").setPrompt("ab"));
    assertThat(all.finish().getReason()).isEqualTo(FinishReason.FINISH_REASON_LENGTH);
    assertThat(all.finish().getUsage().getPromptTokens()).isEqualTo(2);
    assertThat(all.tokens()).hasSize(15); // the last takes no place
  }

  @ParameterizedTest
  @CsvSource({"513", "2147483647", "-1", "-2147483648"})
  void refusesLimitsThatNoAnswerCanHave(int tokens) {
    StatusRuntimeException refusal = refusal(asking("sound", 1, 4, tokens));
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal).hasMessageContaining("max_tokens is " + tokens);
    assertReason(refusal, "OPTION_INVALID");
  }

  @Test
  void fillsTheContextAndNoMore() {
    Answer answer = answer(asking("sound", 1, 500, 512));
    assertThat(answer.finish().getReason()).isEqualTo(FinishReason.FINISH_REASON_LENGTH);
    assertThat(answer.tokens()).hasSize(512 - 500 + 1);
  }

  @Test
  void namesTheModelsThereAreWhenAnUnknownOneIsAskedFor() {
    StatusRuntimeException refusal = refusal(asking("nowhere", 1, 4, 8));
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refusal).hasMessageContaining("'nowhere'").hasMessageContaining("sound");
    assertReason(refusal, "MODEL_NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource({
    "onnx/model.onnx, 0",
    "onnx/model.onnx, 10",
    "onnx/model.onnx, 50",
    "onnx/model.onnx, 99",
    "onnx/model.onnx_data, 0",
    "onnx/model.onnx_data, 50",
    "onnx/model.onnx_data, 99",
    "tokenizer.json, 50",
    "config.json, 50"
  })
  void refusesFilesThatAreCutOff(String file, int percent) throws IOException {
    String name = "cut-" + file.replaceAll("[^a-z]", "-") + percent;
    Path whole = TinyModels.sound(model(name)).resolve(file);
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length * percent / 100));
    StatusRuntimeException refusal = loadingFails(name);
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(refusal).hasMessageContaining(whole.getFileName().toString());
    assertServes();
  }

  @Test
  void refusesAGraphThatIsAnotherFile() throws IOException {
    Files.writeString(
        TinyModels.sound(model("text")).resolve("onnx/model.onnx"), "%PDF-1.7 and so on");
    assertThat(loadingFails("text")).hasMessageContaining("model.onnx is no ONNX model");
    assertThat(state("text").getState()).isEqualTo(ModelState.MODEL_STATE_FAILED);
    assertServes();
  }

  /** A graph of 260 tokens with a tokenizer of 512, and the other way round. */
  @Test
  void refusesATokenizerThatDoesNotFitTheVocabulary() {
    // Some published tokenizers name a token that their text-only graph has not: that one only.
    StatusRuntimeException failure =
        refusal(GenerateRequest.newBuilder().setModel("models/bytes").setPrompt("a word"));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(failure)
        .hasMessageContaining("tokenizer.json")
        .hasMessageContaining("the graph knows only 260");
    // A graph may have logits for more tokens than were ever made: their text is nothing.
    Answer answer =
        answer(GenerateRequest.newBuilder().setModel("models/words").setPrompt("a word"));
    assertThat(answer.tokens()).hasSize(256).anyMatch(id -> id >= 260);
    assertServes();
  }

  private static void swap(Path one, Path other) throws IOException {
    byte[] bytes = Files.readAllBytes(one);
    Files.copy(other, one, StandardCopyOption.REPLACE_EXISTING);
    Files.write(other, bytes);
  }

  @Test
  void endsARequestWhoseLogitsAreNoNumbers() {
    for (int i = 0; i < 20; i++) { // more than there are slots
      StatusRuntimeException failure = refusal(asking("numberless", i, 4 + i, 8));
      assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
      assertThat(failure).hasMessageContaining("computes no numbers");
      assertReason(failure, "LOGITS_INVALID");
    }
    assertServes();
  }

  @Test
  void aRequestThatGoesWrongLeavesNothingBehindInItsSlot() {
    GenerateRequest.Builder good = asking("poisoned", 1, 40, 12);
    good.setIds(TokenIds.newBuilder().addAllValues(without(good.getIds().getValuesList())));
    Answer before = answer(good);
    assertThat(before.tokens()).hasSize(12).doesNotContain(POISON);
    for (int i = 0; i < 20; i++) {
      GenerateRequest.Builder bad = asking("poisoned", i, 60, 12);
      bad.getIdsBuilder().setValues(i, POISON);
      assertReason(refusal(bad), "LOGITS_INVALID");
      assertThat(answer(good).says(before)).as("after %d failures", i).isTrue();
    }
  }

  private static List<Integer> without(List<Integer> ids) {
    return ids.stream().map(id -> id == POISON ? POISON + 1 : id).toList();
  }

  private static Answer answer(GenerateRequest.Builder request) {
    return Answer.to(request.build(), inference.channel());
  }

  private static StatusRuntimeException refusal(GenerateRequest.Builder request) {
    Throwable failure = catchThrowable(() -> answer(request));
    assertThat(failure).isInstanceOf(StatusRuntimeException.class);
    return (StatusRuntimeException) failure;
  }

  private static StatusRuntimeException loadingFails(String name) {
    Throwable failure =
        catchThrowable(() ->
            ModelServiceGrpc.newBlockingStub(inference.channel())
                .loadModel(LoadModelRequest.newBuilder().setName("models/" + name).build()));
    assertThat(failure).isInstanceOf(StatusRuntimeException.class);
    return (StatusRuntimeException) failure;
  }

  private static Model state(String name) {
    return ModelServiceGrpc.newBlockingStub(inference.channel())
        .getModel(GetModelRequest.newBuilder().setName("models/" + name).build())
        .getModel();
  }

  private static void assertServes() {
    assertThat(answer(asking("sound", 1, 4, 8)).tokens()).hasSize(8);
  }

  private static void assertReason(StatusRuntimeException failure, String reason) {
    assertThat(Statuses.errorInfo(failure))
        .hasValueSatisfying(info -> assertThat(info.getReason()).isEqualTo(reason));
  }

  private static Path model(String name) {
    return data.resolve("models").resolve(name);
  }
}

package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.chassis.testing.CapturedLog;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.v1.Conversation;
import ai.adjutant.inference.v1.Delta;
import ai.adjutant.inference.v1.Finish;
import ai.adjutant.inference.v1.FinishReason;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.GenerationServiceGrpc.GenerationServiceBlockingStub;
import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.ListModelsResponse;
import ai.adjutant.inference.v1.Message;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelState;
import ai.adjutant.inference.v1.Role;
import ai.adjutant.inference.v1.Sampling;
import ai.adjutant.inference.v1.ScoreRequest;
import ai.adjutant.inference.v1.ScoreResponse;
import ai.adjutant.inference.v1.TokenIds;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class GenerationMethodsTest {
  @RegisterExtension
  static final CapturedLog log =
      CapturedLog.of("ai.adjutant").allowing("model failed: model=broken");

  private static final String ANSWER = "Roaming costs 3 € a day. 로밍.";

  @TempDir static Path data;
  private static RunningInference inference;

  @BeforeAll
  static void start() throws IOException {
    SyntheticDecoder.saying(ANSWER).writeTo(data.resolve("models/answering"));
    SyntheticDecoder.repeating("on and on ").writeTo(data.resolve("models/endless"));
    SyntheticDecoder.saying("x").withContextLength(16).writeTo(data.resolve("models/short"));
    Files.createDirectories(data.resolve("models/broken"));
    inference = RunningInference.on(data);
  }

  @AfterAll
  static void stop() {
    inference.close();
  }

  @Test
  void streamsAnAnswerTokenByToken() {
    List<GenerateResponse> events = new ArrayList<>();
    stub()
        .generate(asking("answering", "What does roaming cost?").build())
        .forEachRemaining(events::add);
    StringBuilder text = new StringBuilder();
    List<Integer> tokens = new ArrayList<>();
    for (GenerateResponse event : events.subList(0, events.size() - 1)) {
      Delta delta = event.getDelta();
      text.append(delta.getText());
      tokens.addAll(delta.getTokenIdsList());
    }
    assertThat(text.toString()).isEqualTo(ANSWER);
    Finish finish = events.getLast().getFinish();
    assertThat(finish.getReason()).isEqualTo(FinishReason.FINISH_REASON_STOP);
    assertThat(finish.getUsage().getGeneratedTokens()).isEqualTo(tokens.size());
    assertThat(finish.getUsage().getFirstToken().getNanos()).isPositive();
    assertThat(finish.getUsage().getPerToken().getNanos()).isPositive();
    assertThat(finish.getModelDigest()).isEqualTo(model("answering").getDigest()).hasSize(64);
  }

  @Test
  void takesTheFirstModelThatServesWhereNoneIsNamed() {
    assertThat(text(stub().generate(asking("", "?").build()))).isEqualTo(ANSWER);
  }

  @Test
  void namesTheSeedThatRepeatsASample() {
    GenerateRequest.Builder request =
        asking("answering", "?").setSampling(Sampling.newBuilder().setTemperature(9));
    List<GenerateResponse> first = new ArrayList<>();
    stub().generate(request.build()).forEachRemaining(first::add);
    long seed = first.getLast().getFinish().getUsage().getSeed();
    request.getSamplingBuilder().setSeed(seed);
    List<Integer> again = new ArrayList<>();
    stub()
        .generate(request.build())
        .forEachRemaining(event -> again.addAll(event.getDelta().getTokenIdsList()));
    assertThat(again)
        .isEqualTo(
            first.stream().flatMap(event -> event.getDelta().getTokenIdsList().stream()).toList());
  }

  @Test
  void refusesRequestsThatCantBeRight() {
    assertRefused("TEXT_EMPTY", "no input", request -> request.clearInput());
    assertRefused("TEXT_EMPTY", "prompt is empty", request -> request.setPrompt(" "));
    assertRefused(
        "TEXT_EMPTY",
        "no messages",
        request -> request.setConversation(Conversation.getDefaultInstance()));
    assertRefused(
        "VALUE_UNKNOWN",
        "messages[0].role",
        request ->
            request.getConversationBuilder().getMessagesBuilder(0).setRole(Role.ROLE_UNSPECIFIED));
    assertRefused("OPTION_INVALID", "max_tokens is -1", request -> request.setMaxTokens(-1));
    assertRefused(
        "OPTION_INVALID",
        "max_tokens is 1000000000",
        request -> request.setMaxTokens(1_000_000_000));
    assertRefused(
        "SAMPLING_INVALID",
        "temperature is -1.0",
        request -> request.getSamplingBuilder().setTemperature(-1));
    assertRefused(
        "SAMPLING_INVALID", "top_p is 2.0", request -> request.getSamplingBuilder().setTopP(2));
    assertRefused(
        "SAMPLING_INVALID", "top_k is -3", request -> request.getSamplingBuilder().setTopK(-3));
    assertRefused(
        "SAMPLING_INVALID", "min_p is 2.0", request -> request.getSamplingBuilder().setMinP(2));
    assertRefused(
        "SAMPLING_INVALID",
        "repetition_penalty is 11.0",
        request -> request.getSamplingBuilder().setRepetitionPenalty(11));
    assertRefused(
        "SAMPLING_INVALID",
        "logit_bias[3] is 101.0",
        request -> request.getSamplingBuilder().putLogitBias(3, 101));
    assertRefused(
        "SAMPLING_INVALID",
        "logit_bias names token 1000000",
        request -> request.getSamplingBuilder().putLogitBias(1_000_000, 1));
    assertRefused(
        "OPTION_INVALID",
        "17 stop texts",
        request -> request.addAllStop(Collections.nCopies(17, "x")));
    assertRefused("OPTION_INVALID", "stop[0] has 0", request -> request.addStop(""));
    assertRefused(
        "PROMPT_TOO_LONG",
        "context 16",
        request -> request.setModel("models/short").setMaxTokens(1).setPrompt("x".repeat(16)));
    assertRefused("MODEL_NAME_INVALID", "models/NAME", request -> request.setModel("answering"));
    assertRefused(
        "MODEL_KIND_WRONG",
        "is an encoder",
        request -> request.setModel("models/bge-small-en-v1.5-int8"));
  }

  @Test
  void saysWhyABrokenModelCantBeServed() {
    assertThat(model("broken").getState()).isEqualTo(ModelState.MODEL_STATE_FAILED);
    assertThat(model("broken").getMessage()).contains("onnx/model.onnx or model.onnx is missing");
    StatusRuntimeException failure = fails(asking("broken", "?"));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(failure).hasMessageContaining("onnx/model.onnx or model.onnx is missing");
  }

  @Test
  void givesTheEngineBackWhenCallersGoAway() {
    // Each would take thousands of steps; were they not cancelled, the queue would soon be full.
    for (int i = 0; i < 20; i++) {
      try (CancellableContext call = Context.current().withCancellation()) {
        call.run(() -> {
          Iterator<GenerateResponse> stream = stub().generate(endless());
          assertThat(stream.next().hasDelta()).isTrue();
        });
      }
    }
    assertThat(text(stub().generate(asking("answering", "?").build()))).isEqualTo(ANSWER);
    assertThat(stub().generate(endless()).next().hasDelta()).isTrue();
  }

  @Test
  void endsWithTheDeadlineOfTheCaller() {
    Iterator<GenerateResponse> stream =
        stub().withDeadlineAfter(200, TimeUnit.MILLISECONDS).generate(endless());
    assertThatThrownBy(() -> stream.forEachRemaining(event -> {}))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
  }

  @Test
  void refusesAtOnceWhenTooManyWait() {
    CompletableFuture<Status> refusal = new CompletableFuture<>();
    try (CancellableContext calls = Context.current().withCancellation()) {
      calls.run(() -> {
        // Two under way and four waiting fit; of twelve some must be turned away.
        for (int i = 0; i < 12; i++) {
          GenerationServiceGrpc.newStub(inference.channel())
              .generate(endless(), new FirstFailure(refusal));
        }
      });
      assertThat(refusal.join().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(refusal.join().getDescription()).contains("4 requests wait");
    }
  }

  private record FirstFailure(CompletableFuture<Status> status)
      implements StreamObserver<GenerateResponse> {
    @Override
    public void onNext(GenerateResponse event) {}

    @Override
    public void onError(Throwable failure) {
      status.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {}
  }

  @Test
  void scoresTextAndIdsAlike() {
    ScoreResponse byText =
        stub().score(ScoreRequest.newBuilder().setText("Rx").setModel("models/answering").build());
    assertThat(byText.getTokensList())
        .singleElement()
        .satisfies(token -> assertThat(token.getId()).isEqualTo('x'));
    ScoreResponse byIds =
        stub()
            .score(
                ScoreRequest.newBuilder()
                    .setIds(TokenIds.newBuilder().addValues('R').addValues('x'))
                    .build());
    assertThat(byIds.getTokens(0).getLogProbability())
        .isCloseTo(byText.getTokens(0).getLogProbability(), within(1e-9))
        .isNegative();
    assertThat(byIds.getModelDigest()).isEqualTo(byText.getModelDigest());
    assertThatThrownBy(() -> stub().score(ScoreRequest.getDefaultInstance()))
        .hasMessageContaining("no input");
  }

  @Test
  void pagesThroughTheModels() {
    List<String> names = new ArrayList<>();
    String token = "";
    do {
      ListModelsResponse page =
          ModelServiceGrpc.newBlockingStub(inference.channel())
              .listModels(
                  ListModelsRequest.newBuilder().setPageSize(2).setPageToken(token).build());
      page.getModelsList().forEach(model -> names.add(model.getName()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(names)
        .containsExactly(
            "models/answering",
            "models/bge-small-en-v1.5-int8",
            "models/broken",
            "models/endless",
            "models/short");
  }

  private static void assertRefused(
      String reason, String message, Consumer<GenerateRequest.Builder> change) {
    GenerateRequest.Builder request = asking("answering", "?");
    change.accept(request);
    StatusRuntimeException failure = fails(request);
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure).hasMessageContaining(message);
    assertThat(Statuses.errorInfo(failure))
        .hasValueSatisfying(info -> assertThat(info.getReason()).isEqualTo(reason));
  }

  private static StatusRuntimeException fails(GenerateRequest.Builder request) {
    Throwable failure = catchThrowable(() -> text(stub().generate(request.build())));
    assertThat(failure).isInstanceOf(StatusRuntimeException.class);
    return (StatusRuntimeException) failure;
  }

  private static GenerateRequest endless() {
    return asking("endless", "?").setMaxTokens(30_000).build();
  }

  private static GenerateRequest.Builder asking(String model, String question) {
    GenerateRequest.Builder request = GenerateRequest.newBuilder();
    request
        .getConversationBuilder()
        .addMessages(Message.newBuilder().setRole(Role.ROLE_USER).setContent(question));
    return model.isEmpty() ? request : request.setModel("models/" + model);
  }

  private static String text(Iterator<GenerateResponse> stream) {
    StringBuilder text = new StringBuilder();
    stream.forEachRemaining(event -> text.append(event.getDelta().getText()));
    return text.toString();
  }

  private static Model model(String name) {
    return ModelServiceGrpc.newBlockingStub(inference.channel())
        .listModels(ListModelsRequest.getDefaultInstance())
        .getModelsList()
        .stream()
        .filter(model -> model.getName().equals("models/" + name))
        .findFirst()
        .orElseThrow();
  }

  private static GenerationServiceBlockingStub stub() {
    return GenerationServiceGrpc.newBlockingStub(inference.channel());
  }
}

package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.testing.CapturedLog;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.v1.EngineLoad;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.GetEngineRequest;
import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.LoadModelRequest;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import ai.adjutant.inference.v1.ModelState;
import ai.adjutant.inference.v1.UnloadModelRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Iterator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine of a real model is broken from outside, by an interrupt that it does not expect. */
@Timeout(120)
class FailedEngineTest {
  @TempDir Path data;
  private CapturedLog log;
  private RunningInference inference;

  @BeforeEach
  void start() {
    SyntheticDecoder.repeating("o").writeTo(data.resolve("models/alpha"));
    SyntheticDecoder.saying("well").writeTo(data.resolve("models/beta"));
    log = CapturedLog.of("ai.adjutant.inference.engine.EngineLoop");
    inference = RunningInference.on(data);
  }

  @AfterEach
  void stop() {
    inference.close();
    log.close();
  }

  @Test
  void failsItsRequestsAtOnceAndIsListedAsFailedUntilItIsLoadedAgain() {
    Iterator<GenerateResponse> first = generate("alpha", 30_000);
    Iterator<GenerateResponse> second = generate("alpha", 30_000);
    first.next();
    second.next();
    breakEngine("alpha");
    assertFails(Status.Code.UNAVAILABLE, "ENGINE_FAILED", () -> read(first));
    assertFails(Status.Code.UNAVAILABLE, "ENGINE_FAILED", () -> read(second));
    assertThat(models().listModels(ListModelsRequest.getDefaultInstance()).getModelsList())
        .filteredOn(model -> model.getName().equals("models/alpha"))
        .singleElement()
        .satisfies(model -> {
          assertThat(model.getState()).isEqualTo(ModelState.MODEL_STATE_FAILED);
          assertThat(model.getMessage())
              .contains("stopped on a fault")
              .contains("./adjutant model load alpha");
        });
    assertFails(Status.Code.FAILED_PRECONDITION, "MODEL_FAILED", () -> read(generate("alpha", 1)));
    assertThat(Answer.read(generate("beta", 10)).text()).isEqualTo("well");
    assertThat(Answer.read(generate("", 10)).text()).as("the next by name").isEqualTo("well");
    assertThat(models().getEngine(GetEngineRequest.getDefaultInstance()).getModelsList())
        .extracting(EngineLoad::getModel)
        .containsExactly("models/beta");
    assertThat(load("alpha").getState()).isEqualTo(ModelState.MODEL_STATE_READY);
    assertThat(Answer.read(generate("alpha", 3)).text()).isEqualTo("ooo");
    assertThat(log.errors()).hasSize(1);
  }

  @Test
  void isUnloadedAsAnyOther() {
    Iterator<GenerateResponse> running = generate("alpha", 30_000);
    running.next();
    breakEngine("alpha");
    assertFails(Status.Code.UNAVAILABLE, "ENGINE_FAILED", () -> read(running));
    Model unloaded =
        models()
            .unloadModel(UnloadModelRequest.newBuilder().setName("models/alpha").build())
            .getModel();
    assertThat(unloaded.getState()).isEqualTo(ModelState.MODEL_STATE_UNLOADED);
    assertThat(unloaded.getDigest()).isNotEmpty();
    assertFails(
        Status.Code.FAILED_PRECONDITION, "MODEL_UNLOADED", () -> read(generate("alpha", 1)));
    assertThat(load("alpha").getState()).isEqualTo(ModelState.MODEL_STATE_READY);
  }

  private static void breakEngine(String model) {
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("engine-" + model))
        .findFirst()
        .orElseThrow()
        .interrupt();
  }

  private static void read(Iterator<GenerateResponse> answer) {
    answer.forEachRemaining(event -> {});
  }

  private static void assertFails(Status.Code code, String reason, ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    assertThat(failure).isInstanceOf(StatusRuntimeException.class);
    assertThat(((StatusRuntimeException) failure).getStatus().getCode()).isEqualTo(code);
    assertThat(Statuses.errorInfo(failure))
        .hasValueSatisfying(info -> assertThat(info.getReason()).isEqualTo(reason));
  }

  private Iterator<GenerateResponse> generate(String name, int tokens) {
    return GenerationServiceGrpc.newBlockingStub(inference.channel())
        .generate(
            GenerateRequest.newBuilder()
                .setModel(name.isEmpty() ? "" : "models/" + name)
                .setPrompt("?")
                .setMaxTokens(tokens)
                .build());
  }

  private Model load(String name) {
    return models()
        .loadModel(LoadModelRequest.newBuilder().setName("models/" + name).build())
        .getModel();
  }

  private ModelServiceBlockingStub models() {
    return ModelServiceGrpc.newBlockingStub(inference.channel());
  }
}

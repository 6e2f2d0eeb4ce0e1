package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.adjutant.chassis.testing.CapturedLog;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.testing.SyntheticDecoder;
import ai.adjutant.inference.v1.EngineLoad;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.GetEngineRequest;
import ai.adjutant.inference.v1.GetEngineResponse;
import ai.adjutant.inference.v1.GetModelRequest;
import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.LoadModelRequest;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelKind;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import ai.adjutant.inference.v1.ModelState;
import ai.adjutant.inference.v1.ThreadShare;
import ai.adjutant.inference.v1.UnloadModelRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ModelMethodsTest {
  @RegisterExtension
  final CapturedLog log = CapturedLog.of("ai.adjutant").allowing("model failed: model=broken");

  @TempDir Path data;
  private RunningInference inference;

  @BeforeEach
  void start() throws IOException {
    SyntheticDecoder.repeating("on and on ").writeTo(data.resolve("models/alpha"));
    SyntheticDecoder.saying("beta speaks").writeTo(data.resolve("models/beta"));
    Files.createDirectories(data.resolve("models/broken"));
    inference = RunningInference.on(data);
  }

  @AfterEach
  void stop() {
    inference.close();
  }

  @Test
  void describesAModelWithItsGraphsAndItsMemory() {
    Model model = get("alpha");
    assertThat(model.getState()).isEqualTo(ModelState.MODEL_STATE_READY);
    assertThat(model.getKind()).isEqualTo(ModelKind.MODEL_KIND_DECODER);
    assertThat(model.getCacheBytesPerToken()).isEqualTo(8);
    assertThat(model.getVariantsList())
        .singleElement()
        .satisfies(variant -> {
          assertThat(variant.getFile()).isEqualTo("onnx/model.onnx");
          assertThat(variant.getProvider()).isEqualTo("cpu");
          assertThat(variant.getWeights()).isEqualTo("float32");
          assertThat(variant.getDigest()).hasSize(64);
          assertThat(variant.getByteCount()).isPositive();
          assertThat(variant.getRuntimeMin()).isEqualTo("1.12");
        });
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(model.getResidentBytesBefore()).isPositive();
      assertThat(model.getResidentBytesAfter()).isPositive();
    }
  }

  @Test
  void unloadsAModelInUseAndLoadsItAgain() {
    Iterator<GenerateResponse> running = generate("alpha", 30_000);
    assertThat(running.next().hasDelta()).isTrue();
    Model unloaded = models().unloadModel(unload("alpha")).getModel();
    assertThat(unloaded.getState()).isEqualTo(ModelState.MODEL_STATE_UNLOADED);
    assertThat(unloaded.getVariantsCount()).isEqualTo(1);
    assertFails(Status.Code.UNAVAILABLE, "stopping", () -> running.forEachRemaining(event -> {}));
    assertFails(
        Status.Code.FAILED_PRECONDITION,
        "model load alpha",
        () -> generate("alpha", 1).forEachRemaining(event -> {}));
    Model loaded = models().loadModel(load("alpha")).getModel();
    assertThat(loaded.getState()).isEqualTo(ModelState.MODEL_STATE_READY);
    assertThat(loaded.getDigest()).isEqualTo(unloaded.getDigest());
    assertThat(generate("alpha", 1).next().getDelta().getText()).isEqualTo("o");
  }

  @Test
  void servesTheNextModelByNameWhileTheDefaultOneIsUnloaded() {
    models().unloadModel(unload("alpha"));
    assertThat(generate("", 1).next().getDelta().getText()).isEqualTo("b");
    models().unloadModel(unload("beta"));
    assertFails(
        Status.Code.FAILED_PRECONDITION,
        "is not loaded",
        () -> generate("", 1).forEachRemaining(event -> {}));
    models().loadModel(load("alpha"));
    assertThat(generate("", 1).next().getDelta().getText()).isEqualTo("o");
  }

  @Test
  void loadingAndUnloadingTwiceDoesNothing() {
    String digest = get("beta").getDigest();
    assertThat(models().loadModel(load("beta")).getModel().getDigest()).isEqualTo(digest);
    models().unloadModel(unload("beta"));
    assertThat(models().unloadModel(unload("beta")).getModel().getState())
        .isEqualTo(ModelState.MODEL_STATE_UNLOADED);
  }

  @Test
  void loadsAModelThatWasMendedOrPutThereSinceTheStart() {
    assertFails(
        Status.Code.FAILED_PRECONDITION,
        "model.onnx is missing",
        () -> models().loadModel(load("broken")));
    SyntheticDecoder.saying("mended").writeTo(data.resolve("models/broken"));
    assertThat(models().loadModel(load("broken")).getModel().getState())
        .isEqualTo(ModelState.MODEL_STATE_READY);
    assertFails(Status.Code.NOT_FOUND, "no model", () -> models().loadModel(load("later")));
    assertFails(Status.Code.NOT_FOUND, "no model", () -> models().unloadModel(unload("later")));
    SyntheticDecoder.saying("later").writeTo(data.resolve("models/later"));
    assertThat(models().loadModel(load("later")).getModel().getState())
        .isEqualTo(ModelState.MODEL_STATE_READY);
  }

  @Test
  void keepsTheReasonOfAModelThatFailed() {
    Model failed = models().unloadModel(unload("broken")).getModel();
    assertThat(failed.getState()).isEqualTo(ModelState.MODEL_STATE_FAILED);
    assertThat(failed.getMessage()).contains("model.onnx is missing");
  }

  @Test
  void unloadsTheBundledEncoderToo() {
    Model encoder = models().unloadModel(unload(Catalogue.BUNDLED_ENCODER)).getModel();
    assertThat(encoder.getState()).isEqualTo(ModelState.MODEL_STATE_UNLOADED);
    assertThat(encoder.getKind()).isEqualTo(ModelKind.MODEL_KIND_ENCODER);
    assertThat(models().loadModel(load(Catalogue.BUNDLED_ENCODER)).getModel().getDimensions())
        .isEqualTo(384);
  }

  @Test
  void tellsWhatTheEngineMayTake() {
    GetEngineResponse engine = models().getEngine(GetEngineRequest.getDefaultInstance());
    assertThat(engine.getRuntimeVersion()).isEqualTo("1.28.0");
    assertThat(engine.getProcessorCount()).isPositive();
    assertThat(engine.getThreadsList())
        .containsExactly(
            ThreadShare.newBuilder().setPurpose("generate").setCount(1).build(),
            ThreadShare.newBuilder().setPurpose("embed").setCount(2).build());
    assertThat(engine.getModelsList())
        .extracting(EngineLoad::getModel)
        .containsExactly("models/alpha", "models/beta");
  }

  @Test
  void turnsPages() {
    ListModelsRequest.Builder request = ListModelsRequest.newBuilder().setPageSize(3);
    var first = models().listModels(request.build());
    assertThat(first.getModelsList())
        .extracting(Model::getName)
        .containsExactly("models/alpha", "models/beta", "models/bge-small-en-v1.5-int8");
    var second = models().listModels(request.setPageToken(first.getNextPageToken()).build());
    assertThat(second.getModelsList()).extracting(Model::getName).containsExactly("models/broken");
    assertThat(second.getNextPageToken()).isEmpty();
  }

  private static void assertFails(Status.Code code, String message, ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    assertThat(failure).isInstanceOf(StatusRuntimeException.class).hasMessageContaining(message);
    assertThat(((StatusRuntimeException) failure).getStatus().getCode()).isEqualTo(code);
    assertThat(Statuses.errorInfo((StatusRuntimeException) failure)).isPresent();
  }

  private Model get(String name) {
    return models()
        .getModel(GetModelRequest.newBuilder().setName("models/" + name).build())
        .getModel();
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

  private static LoadModelRequest load(String name) {
    return LoadModelRequest.newBuilder().setName("models/" + name).build();
  }

  private static UnloadModelRequest unload(String name) {
    return UnloadModelRequest.newBuilder().setName("models/" + name).build();
  }

  private ModelServiceBlockingStub models() {
    return ModelServiceGrpc.newBlockingStub(inference.channel());
  }
}

package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.testing.CapturedLog;
import ai.adjutant.inference.testing.SyntheticEncoder;
import ai.adjutant.inference.testing.SyntheticEncoder.Pooled;
import ai.adjutant.inference.testing.SyntheticReader;
import ai.adjutant.inference.v1.EmbedRequest;
import ai.adjutant.inference.v1.EmbeddingServiceGrpc;
import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.LoadModelRequest;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import ai.adjutant.inference.v1.ModelState;
import ai.adjutant.inference.v1.ReadPair;
import ai.adjutant.inference.v1.ReadRequest;
import ai.adjutant.inference.v1.ReadServiceGrpc;
import ai.adjutant.inference.v1.UnloadModelRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reader that comes with the program, sound, absent, corrupt and foreign. */
@Timeout(120)
class ShippedReaderTest {
  private static final ReadRequest ASKED =
      ReadRequest.newBuilder()
          .addPairs(ReadPair.newBuilder().setText("which fee").setPassage("the fee of today"))
          .build();

  @TempDir Path folder;

  @Test
  void servesItAndLoadsItAgain() {
    SyntheticReader.write(shipped());
    try (RunningInference inference = start(Optional.of(shipped()))) {
      assertThat(read(inference)).isEqualTo("models/reader");
      ModelServiceBlockingStub models = models(inference);
      models.unloadModel(UnloadModelRequest.newBuilder().setName("models/reader").build());
      assertThat(failure(inference)).hasMessageContaining("'reader' is not loaded");
      models.loadModel(LoadModelRequest.newBuilder().setName("models/reader").build());
      assertThat(read(inference)).isEqualTo("models/reader");
    }
  }

  @Test
  void servesTheInstalledOneOfThatNameInstead() throws IOException {
    SyntheticReader.write(shipped());
    SyntheticReader.write(folder.resolve("models/reader"));
    Files.writeString(shipped().resolve("onnx/model.onnx"), "nonsense");
    try (RunningInference inference = start(Optional.of(shipped()))) {
      assertThat(read(inference)).isEqualTo("models/reader");
    }
  }

  @Test
  void saysThatThereIsNone() {
    try (RunningInference inference = start(Optional.empty())) {
      assertThat(failure(inference)).hasMessageContaining("no reader is installed");
      assertThat(failure(inference).getStatus().getCode())
          .isEqualTo(Status.Code.FAILED_PRECONDITION);
      assertThat(listed(inference)).extracting(Model::getName).noneMatch(n -> n.endsWith("reader"));
    }
  }

  @Test
  void servesOnWithoutACorruptOneAndWarnsOnce() throws IOException {
    SyntheticReader.write(shipped());
    Files.writeString(shipped().resolve("onnx/model.onnx"), "nonsense");
    assertLeftOut("model.onnx is no graph that ONNX Runtime");
  }

  @Test
  void servesOnWithoutOneThatLacksAFile() throws IOException {
    SyntheticReader.write(shipped());
    Files.delete(shipped().resolve("tokenizer.json"));
    assertLeftOut("tokenizer.json is missing");
  }

  @Test
  void servesOnWithoutAForeignModel() {
    SyntheticEncoder.write(shipped(), Pooled.CLS);
    assertLeftOut("config.json: architectures is 'BertModel'");
  }

  private void assertLeftOut(String why) {
    try (CapturedLog log = CapturedLog.of(Catalogue.class.getPackageName());
        RunningInference inference = start(Optional.of(shipped()))) {
      assertThat(
              EmbeddingServiceGrpc.newBlockingStub(inference.channel())
                  .embed(EmbedRequest.newBuilder().addTexts("fee").build())
                  .getEmbeddingsCount())
          .isEqualTo(1);
      assertThat(failure(inference)).hasMessageContaining(why);
      assertThat(failure(inference).getStatus().getCode())
          .isEqualTo(Status.Code.FAILED_PRECONDITION);
      assertThat(listed(inference))
          .filteredOn(model -> model.getName().equals("models/reader"))
          .singleElement()
          .satisfies(model -> {
            assertThat(model.getState()).isEqualTo(ModelState.MODEL_STATE_FAILED);
            assertThat(model.getMessage()).contains(why);
          });
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains(why, shipped().toString(), "inference.reader.enabled=false");
    }
  }

  private static List<Model> listed(RunningInference inference) {
    return models(inference).listModels(ListModelsRequest.getDefaultInstance()).getModelsList();
  }

  private static ModelServiceBlockingStub models(RunningInference inference) {
    return ModelServiceGrpc.newBlockingStub(inference.channel());
  }

  private static String read(RunningInference inference) {
    return ReadServiceGrpc.newBlockingStub(inference.channel()).read(ASKED).getModel();
  }

  private static StatusRuntimeException failure(RunningInference inference) {
    Throwable failure = catchThrowable(() -> read(inference));
    assertThat(failure).isInstanceOf(StatusRuntimeException.class);
    return (StatusRuntimeException) failure;
  }

  private RunningInference start(Optional<Path> reader) {
    return RunningInference.withReader(folder, reader);
  }

  private Path shipped() {
    return folder.resolve("installation/models/reader");
  }
}

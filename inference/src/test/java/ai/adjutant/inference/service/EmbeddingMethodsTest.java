package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.v1.EmbedPurpose;
import ai.adjutant.inference.v1.EmbedRequest;
import ai.adjutant.inference.v1.EmbedResponse;
import ai.adjutant.inference.v1.EmbeddingServiceGrpc;
import ai.adjutant.inference.v1.EmbeddingServiceGrpc.EmbeddingServiceBlockingStub;
import ai.adjutant.inference.v1.GetModelRequest;
import ai.adjutant.inference.v1.ListModelsRequest;
import ai.adjutant.inference.v1.ListModelsResponse;
import ai.adjutant.inference.v1.ModelKind;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import ai.adjutant.inference.v1.ModelState;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingMethodsTest {
  @TempDir static Path data;
  private static RunningInference inference;

  @BeforeAll
  static void start() {
    inference = RunningInference.on(data);
  }

  @AfterAll
  static void stop() {
    inference.close();
  }

  @Test
  void embedsInTheOrderAsked() {
    EmbedResponse both = embed("first text", "second text");
    assertThat(both.getEmbeddingsList()).hasSize(2);
    assertThat(both.getDimensions()).isEqualTo(384);
    assertThat(both.getModel()).isEqualTo("models/bge-small-en-v1.5-int8");
    assertThat(both.getModelDigest()).hasSize(64);
    assertThat(embed("second text").getEmbeddings(0)).isEqualTo(both.getEmbeddings(1));
  }

  @Test
  void refusesRequestsThatCantBeRightAndSaysWhere() {
    assertRefused(request(), "TEXT_EMPTY", "no texts");
    assertRefused(request("good", "  "), "TEXT_EMPTY", "texts[1] is empty");
    assertRefused(
        EmbedRequest.newBuilder().addAllTexts(Collections.nCopies(257, "x")),
        "TEXTS_TOO_MANY",
        "257 texts");
    assertRefused(
        request("x".repeat(Checks.CHARACTERS_MAX + 1)), "TEXT_TOO_LONG", "1000001 characters");
    assertRefused(request("x").setPurposeValue(99), "VALUE_UNKNOWN", "purpose");
    assertRefused(request("x").setModel("bge"), "MODEL_NAME_INVALID", "models/NAME");
  }

  @Test
  void takesAsManyTextsAndCharactersAsItPromises() {
    EmbedResponse full =
        stub().embed(EmbedRequest.newBuilder().addAllTexts(Collections.nCopies(256, "x")).build());
    assertThat(full.getEmbeddingsCount()).isEqualTo(256);
    assertThat(embed("x".repeat(Checks.CHARACTERS_MAX)).getEmbeddingsCount()).isEqualTo(1);
  }

  @Test
  void saysWhichModelsThereAreWhenOneIsUnknown() {
    StatusRuntimeException failure = fails(request("x").setModel("models/absent"));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(failure).hasMessageContaining("bge-small-en-v1.5-int8");
  }

  @Test
  void endsWithTheDeadlineOfTheCaller() {
    EmbedRequest long256 =
        EmbedRequest.newBuilder()
            .addAllTexts(Collections.nCopies(256, "many words ".repeat(200)))
            .setPurpose(EmbedPurpose.EMBED_PURPOSE_QUERY)
            .build();
    assertThatThrownBy(() -> stub().withDeadlineAfter(50, TimeUnit.MILLISECONDS).embed(long256))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
    // The queue is free again: what was cancelled is not embedded any more.
    assertThat(embed("next").getEmbeddingsCount()).isEqualTo(1);
  }

  @Test
  void describesTheEncoder() {
    ModelServiceBlockingStub models = ModelServiceGrpc.newBlockingStub(inference.channel());
    ListModelsResponse page = models.listModels(ListModelsRequest.getDefaultInstance());
    assertThat(page.getModelsList())
        .singleElement()
        .satisfies(model -> {
          assertThat(model.getKind()).isEqualTo(ModelKind.MODEL_KIND_ENCODER);
          assertThat(model.getState()).isEqualTo(ModelState.MODEL_STATE_READY);
          assertThat(model.getContextLength()).isEqualTo(512);
        });
    assertThat(
            models
                .getModel(GetModelRequest.newBuilder().setName(page.getModels(0).getName()).build())
                .getModel())
        .isEqualTo(page.getModels(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "models/", "models/../x", "x"})
  void refusesNamesThatAreNone(String name) {
    ModelServiceBlockingStub models = ModelServiceGrpc.newBlockingStub(inference.channel());
    assertThatThrownBy(() -> models.getModel(GetModelRequest.newBuilder().setName(name).build()))
        .hasMessageContaining("no model's name");
  }

  private static void assertRefused(EmbedRequest.Builder request, String reason, String message) {
    StatusRuntimeException failure = fails(request);
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure).hasMessageContaining(message);
    assertThat(Statuses.errorInfo(failure))
        .hasValueSatisfying(info -> assertThat(info.getReason()).isEqualTo(reason));
  }

  private static StatusRuntimeException fails(EmbedRequest.Builder request) {
    Throwable failure = catchThrowable(() -> stub().embed(request.build()));
    assertThat(failure).isInstanceOf(StatusRuntimeException.class);
    return (StatusRuntimeException) failure;
  }

  private static EmbedRequest.Builder request(String... texts) {
    return EmbedRequest.newBuilder().addAllTexts(List.of(texts));
  }

  private static EmbedResponse embed(String... texts) {
    return stub().embed(request(texts).build());
  }

  private static EmbeddingServiceBlockingStub stub() {
    return EmbeddingServiceGrpc.newBlockingStub(inference.channel());
  }
}

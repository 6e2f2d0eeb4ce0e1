package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.inference.testing.SyntheticEncoder;
import ai.adjutant.inference.testing.SyntheticEncoder.Pooled;
import ai.adjutant.inference.v1.EmbedRequest;
import ai.adjutant.inference.v1.EmbeddingServiceGrpc;
import ai.adjutant.inference.v1.GetModelRequest;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelKind;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelState;
import ai.adjutant.inference.v1.PassageScore;
import ai.adjutant.inference.v1.RerankRequest;
import ai.adjutant.inference.v1.RerankResponse;
import ai.adjutant.inference.v1.RerankServiceGrpc;
import ai.adjutant.inference.v1.RerankServiceGrpc.RerankServiceBlockingStub;
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

class RerankMethodsTest {
  @TempDir static Path data;
  private static RunningInference inference;

  @BeforeAll
  static void start() {
    SyntheticEncoder.write(data.resolve("models/an-encoder"), Pooled.MEAN);
    SyntheticEncoder.writeReranker(data.resolve("models/reranker-a"));
    SyntheticEncoder.writeTwoClassReranker(data.resolve("models/reranker-b"));
    inference = RunningInference.on(data);
  }

  @AfterAll
  static void stop() {
    inference.close();
  }

  @Test
  void scoresPassagesInTheirOrder() {
    RerankResponse response =
        stub().rerank(request("the fee", "no", "a fee", "word ".repeat(100)).build());
    assertThat(response.getScoresList())
        .extracting(PassageScore::getScore)
        .containsExactly(0.0, 1.0, 0.0);
    assertThat(response.getScoresList())
        .extracting(PassageScore::getTruncated)
        .containsExactly(false, false, true);
    assertThat(response.getScores(0).getProbability()).isEqualTo(0.5);
    assertThat(response.getModel()).as("the first by name").isEqualTo("models/reranker-a");
    assertThat(response.getModelDigest()).hasSize(64);
  }

  @Test
  void servesTheModelThatIsNamed() {
    RerankResponse response =
        stub().rerank(request("the fee", "no").setModel("models/reranker-b").build());
    assertThat(response.getModel()).isEqualTo("models/reranker-b");
    assertThat(response.getScores(0).getScore()).isEqualTo(-1);
    assertRefused(
        request("q", "p").setModel("models/an-encoder"), "MODEL_KIND_WRONG", "is an encoder");
    assertRefused(request("q", "p").setModel("reranker"), "MODEL_NAME_INVALID", "models/NAME");
  }

  @Test
  void refusesRequestsThatCantBeRightAndSaysWhere() {
    assertRefused(request(" ", "p"), "TEXT_EMPTY", "query is empty");
    assertRefused(request("q"), "TEXT_EMPTY", "no passages");
    assertRefused(request("q", "p", ""), "TEXT_EMPTY", "passages[1] is empty");
    assertRefused(
        request("q").addAllPassages(Collections.nCopies(257, "p")),
        "TEXTS_TOO_MANY",
        "257 passages");
    assertRefused(
        request("q", "x".repeat(Checks.CHARACTERS_MAX + 1)), "TEXT_TOO_LONG", "1000001 characters");
  }

  @Test
  void takesAsManyPassagesAsItPromises() {
    RerankRequest full =
        request("q").addAllPassages(Collections.nCopies(256, "many words ".repeat(40))).build();
    assertThat(stub().rerank(full).getScoresCount()).isEqualTo(256);
  }

  @Test
  void endsWithTheDeadlineOfTheCaller() {
    RerankRequest slow =
        request("q").addAllPassages(Collections.nCopies(256, "many words ".repeat(50_000))).build();
    assertThatThrownBy(() -> stub().withDeadlineAfter(50, TimeUnit.MILLISECONDS).rerank(slow))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
    assertThat(stub().rerank(request("q", "p").build()).getScoresCount()).isEqualTo(1);
  }

  @Test
  void servesAndDescribesModelsFromDirectories() {
    var models = ModelServiceGrpc.newBlockingStub(inference.channel());
    Model reranker =
        models
            .getModel(GetModelRequest.newBuilder().setName("models/reranker-a").build())
            .getModel();
    assertThat(reranker.getKind()).isEqualTo(ModelKind.MODEL_KIND_RERANKER);
    assertThat(reranker.getState()).isEqualTo(ModelState.MODEL_STATE_READY);
    assertThat(reranker.getContextLength()).isEqualTo(64);
    assertThat(reranker.getByteCount()).isGreaterThan(700_000);
    assertThat(
            EmbeddingServiceGrpc.newBlockingStub(inference.channel())
                .embed(
                    EmbedRequest.newBuilder().setModel("models/an-encoder").addTexts("fee").build())
                .getDimensions())
        .isEqualTo(SyntheticEncoder.DIMENSIONS);
  }

  private static void assertRefused(RerankRequest.Builder request, String reason, String message) {
    Throwable failure = catchThrowable(() -> stub().rerank(request.build()));
    assertThat(failure).isInstanceOf(StatusRuntimeException.class).hasMessageContaining(message);
    assertThat(((StatusRuntimeException) failure).getStatus().getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(Statuses.errorInfo((StatusRuntimeException) failure))
        .hasValueSatisfying(info -> assertThat(info.getReason()).isEqualTo(reason));
  }

  private static RerankRequest.Builder request(String query, String... passages) {
    return RerankRequest.newBuilder().setQuery(query).addAllPassages(List.of(passages));
  }

  private static RerankServiceBlockingStub stub() {
    return RerankServiceGrpc.newBlockingStub(inference.channel());
  }
}

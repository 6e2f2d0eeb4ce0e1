package ai.adjutant.admin.status;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.chat.v1.GetStatusRequest;
import ai.adjutant.chat.v1.GetStatusResponse;
import ai.adjutant.chat.v1.ServiceState;
import ai.adjutant.chat.v1.ServiceStatus;
import ai.adjutant.chat.v1.StatusServiceGrpc;
import ai.adjutant.inference.v1.EngineLoad;
import ai.adjutant.inference.v1.GetEngineRequest;
import ai.adjutant.inference.v1.GetEngineResponse;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.process.v1.ThreadShare;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.Test;

/** {@code status} with and without an engine to report. */
final class StatusCommandTest {
  private static final class Serving extends StatusServiceGrpc.StatusServiceImplBase {
    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> observer) {
      observer.onNext(
          GetStatusResponse.newBuilder()
              .setVersion("7")
              .addServices(
                  ServiceStatus.newBuilder()
                      .setService("inference")
                      .setState(ServiceState.SERVICE_STATE_SERVING)
                      .addThreads(ThreadShare.newBuilder().setUse("generation").setCount(2))
                      .addThreads(ThreadShare.newBuilder().setUse("embedding").setCount(1)))
              .build());
      observer.onCompleted();
    }
  }

  private static final class ScriptedEngine extends ModelServiceGrpc.ModelServiceImplBase {
    @Override
    public void getEngine(GetEngineRequest request, StreamObserver<GetEngineResponse> observer) {
      observer.onNext(
          GetEngineResponse.newBuilder()
              .setProcessorCount(2)
              .setRuntimeVersion("1.28.0")
              .addModels(
                  EngineLoad.newBuilder()
                      .setModel("models/tiny")
                      .setRunning(3)
                      .setWaiting(1)
                      .setCacheTokens(900)
                      .setCacheTokensMax(4_096)
                      .setDecodeStepCount(10)
                      .setDecodeRowCount(25))
              .build());
      observer.onCompleted();
    }
  }

  @Test
  void tellsThreadsAndLoads() {
    try (ScriptedServer server = new ScriptedServer(new Serving(), new ScriptedEngine())) {
      JsonNode status = server.run("status", "--json").json();
      assertThat(status.get("threads").toString())
          .isEqualTo(
              "[{\"use\":\"generation\",\"threads\":2,\"service\":\"inference\"},"
                  + "{\"use\":\"embedding\",\"threads\":1,\"service\":\"inference\"}]");
      JsonNode engine = status.get("engine");
      assertThat(engine.get("processors").asInt()).isEqualTo(2);
      assertThat(engine.get("models").get(0).get("cache_tokens_max").asInt()).isEqualTo(4_096);
      String out = server.run("status").out();
      assertThat(out)
          .contains("processors: 2; ONNX Runtime 1.28.0")
          .containsPattern(
              "USE +THREADS +SERVICE\ngeneration +2 +inference\nembedding +1 +inference")
          .containsPattern("tiny +3 +1 +900 of 4096 +0 +2.50");
    }
  }

  @Test
  void tellsTheServicesWhereInferenceIsSilent() {
    try (ScriptedServer server = new ScriptedServer(new Serving())) {
      ScriptedServer.Ran ran = server.run("status", "--json");
      assertThat(ran.exit()).isZero();
      assertThat(ran.json().get("services")).hasSize(1);
      assertThat(ran.json().has("engine")).isFalse();
    }
  }
}

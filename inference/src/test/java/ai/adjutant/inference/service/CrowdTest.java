package ai.adjutant.inference.service;

import static ai.adjutant.inference.service.TinyModels.asking;
import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.v1.EngineLoad;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GetEngineRequest;
import ai.adjutant.inference.v1.LoadModelRequest;
import ai.adjutant.inference.v1.Model;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import ai.adjutant.inference.v1.ModelState;
import ai.adjutant.inference.v1.UnloadModelRequest;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Many clients at once, those that go away and those that read slowly among them. */
@Timeout(180)
class CrowdTest {
  private static final int SLOTS = 8;
  private static final int QUEUE = 64;
  private static final int CONTEXT = 131_072;

  /** A stream that outlasts its test. */
  private static final int ENDLESS = 120_000;

  @TempDir static Path data;
  private static RunningInference inference;
  private final List<Call> plugs = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    TinyModels.lasting(data.resolve("models/tiny"), CONTEXT);
    TinyModels.sound(data.resolve("models/other"));
    inference = RunningInference.on(data, new EngineSettings(1, SLOTS, QUEUE, 512 << 20));
  }

  @AfterAll
  static void stop() {
    inference.close();
  }

  /** Waits until nothing runs and nothing waits; whoever leaks a slot or a place hangs here. */
  @AfterEach
  void giveEverythingBack() {
    plugs.forEach(Call::cancel);
    EngineLoad load = load();
    while (load.getRunning() + load.getWaiting() + load.getCacheTokens() > 0) {
      load = load();
    }
  }

  @Test
  void givesTheSlotsOfAVanishedClientBackAndDisturbsNobody() {
    List<GenerateRequest> requests = crowd(SLOTS - 3, 150);
    Map<GenerateRequest, Answer> alone = alone(requests);
    long before = load().getGeneratedTokens();
    ManagedChannel vanishing = Channels.open(inference.endpoint());
    List<Call> vanished = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      vanished.add(Call.begin(endless(i), vanishing));
    }
    vanished.forEach(Call::awaitFirst);
    List<Call> others = new ArrayList<>();
    requests.forEach(request -> others.add(Call.begin(request, inference.channel())));
    others.forEach(Call::awaitFirst);
    vanishing.shutdownNow();
    for (int i = 0; i < others.size(); i++) {
      assertThat(others.get(i).await().says(known(alone, requests.get(i)))).isTrue();
    }
    giveEverythingBack();
    assertThat(load().getGeneratedTokens() - before).isLessThan(3L * ENDLESS);
  }

  @Test
  void turnsAwayExactlyThoseForWhomThereIsNoPlace() throws Exception {
    plug(SLOTS);
    List<GenerateRequest> requests = crowd(500, 24);
    List<Call> calls = new ArrayList<>();
    requests.forEach(request -> calls.add(Call.begin(request, inference.channel())));
    while (load().getWaiting() < QUEUE
        || calls.stream().filter(Call::ended).count() < 500 - QUEUE) {
      assertThat(plugs).noneMatch(Call::ended);
    }
    assertThat(load().getRunning()).isEqualTo(SLOTS);
    assertThat(load().getWaiting()).isEqualTo(QUEUE);
    plugs.forEach(Call::cancel);
    assertThat(served(requests, calls)).isEqualTo(QUEUE);
  }

  @Test
  void answersEachOfACrowdWholeOrNotAtAll() throws Exception {
    List<GenerateRequest> requests = crowd(500, 24);
    List<Call> calls = new ArrayList<>();
    requests.forEach(request -> calls.add(Call.begin(request, inference.channel())));
    assertThat(served(requests, calls)).isGreaterThanOrEqualTo(SLOTS);
    giveEverythingBack();
    Answer after = Answer.to(requests.getFirst(), inference.channel());
    assertThat(after.tokens()).hasSize(24);
  }

  /** Checks each end of a crowd; returns how many were answered. */
  private static int served(List<GenerateRequest> requests, List<Call> calls) throws Exception {
    Map<GenerateRequest, Answer> answers = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      try {
        answers.put(requests.get(i), calls.get(i).await());
      } catch (CompletionException e) {
        StatusRuntimeException refusal = calls.get(i).awaitFailure();
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refusal).hasMessageContaining("64 requests wait");
        assertThat(retryAfter(refusal)).isPositive();
      }
    }
    Map<GenerateRequest, Answer> alone = alone(List.copyOf(answers.keySet()));
    answers.forEach((request, answer) ->
        assertThat(answer.says(known(alone, request)))
            .as("seed %s: %s", request.getSampling().getSeed(), answer)
            .isTrue());
    return answers.size();
  }

  private static long retryAfter(StatusRuntimeException refusal)
      throws InvalidProtocolBufferException {
    for (Any detail : Objects.requireNonNull(StatusProto.fromThrowable(refusal)).getDetailsList()) {
      if (detail.is(RetryInfo.class)) {
        return detail.unpack(RetryInfo.class).getRetryDelay().getSeconds();
      }
    }
    return 0;
  }

  @Test
  @EnabledOnOs(OS.LINUX) // reads /proc
  void endsWhatIsUnderWayWhenItsModelIsUnloadedAndServesAgain() throws Exception {
    GenerateRequest request = asking("tiny", 5, 30, 40).build();
    Answer before = Answer.to(request, inference.channel());
    plug(SLOTS);
    for (int i = 0; i < QUEUE; i++) {
      plugs.add(Call.begin(endless(i), inference.channel()));
    }
    while (load().getWaiting() < QUEUE) {
      assertThat(plugs).noneMatch(Call::ended);
    }
    GenerateRequest elsewhere = asking("other", 5, 30, 40).build();
    Answer other = Answer.to(elsewhere, inference.channel());
    Footprint loaded = Footprint.now();
    assertThat(loaded.weights()).as("mappings of the weights").isPositive();
    Model unloaded =
        models()
            .unloadModel(UnloadModelRequest.newBuilder().setName("models/tiny").build())
            .getModel();
    assertThat(unloaded.getState()).isEqualTo(ModelState.MODEL_STATE_UNLOADED);
    for (Call each : plugs) {
      StatusRuntimeException end = each.awaitFailure();
      assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(end).hasMessageContaining("'tiny' is unloaded");
      assertThat(retryAfter(end)).isPositive();
    }
    loaded.assertGivenBack();
    assertThat(Answer.to(elsewhere, inference.channel()).says(other)).isTrue();
    models().loadModel(LoadModelRequest.newBuilder().setName("models/tiny").build());
    assertThat(Answer.to(request, inference.channel()).says(before)).isTrue();
  }

  /**
   * Addresses of this process.
   *
   * @param bytes of all of them
   * @param weights mappings of the lasting model's weights
   */
  private record Footprint(long bytes, long weights) {
    static Footprint now() throws IOException {
      Path status = Path.of("/proc/self/status");
      long kilobytes =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("VmSize:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
      long weights =
          Files.readAllLines(Path.of("/proc/self/maps")).stream()
              .filter(line -> line.contains("models/tiny/"))
              .count();
      return new Footprint(kilobytes << 10, weights);
    }

    /** The KV cache of all slots is gone, and the weights too. */
    void assertGivenBack() throws IOException {
      Footprint now = now();
      long cache = 2L * 2 * 16 * Float.BYTES * SLOTS * CONTEXT;
      // Other things come and go, threads' stacks for one: half of it tells enough.
      assertThat(bytes - now.bytes()).isGreaterThan(cache / 2);
      assertThat(now.weights()).isZero();
    }
  }

  /** Requests that differ; some are drawn, all from seeds. */
  private static List<GenerateRequest> crowd(int size, int newTokens) {
    List<GenerateRequest> requests = new ArrayList<>();
    for (int seed = 0; seed < size; seed++) {
      GenerateRequest.Builder request = asking("tiny", seed, 1 + seed % 50, newTokens);
      request.getSamplingBuilder().setSeed(seed).setTemperature(seed % 3);
      requests.add(request.build());
    }
    return requests;
  }

  private static Map<GenerateRequest, Answer> alone(List<GenerateRequest> requests) {
    Map<GenerateRequest, Answer> answers = new HashMap<>();
    requests.forEach(request -> answers.put(request, Answer.to(request, inference.channel())));
    return answers;
  }

  private static Answer known(Map<GenerateRequest, Answer> answers, GenerateRequest request) {
    return Objects.requireNonNull(answers.get(request));
  }

  private static GenerateRequest endless(int seed) {
    return asking("tiny", seed, 1 + seed, ENDLESS).build();
  }

  /** Takes this many slots until the test ends. */
  private void plug(int slots) {
    for (int i = 0; i < slots; i++) {
      plugs.add(Call.begin(endless(i), inference.channel()));
    }
    plugs.forEach(Call::awaitFirst);
  }

  private static EngineLoad load() {
    return models().getEngine(GetEngineRequest.getDefaultInstance()).getModelsList().stream()
        .filter(model -> model.getModel().equals("models/tiny"))
        .findFirst()
        .orElseThrow();
  }

  private static ModelServiceBlockingStub models() {
    return ModelServiceGrpc.newBlockingStub(inference.channel());
  }
}

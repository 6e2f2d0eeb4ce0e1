package ai.adjutant.admin.scripted;

import ai.adjutant.inference.v1.Delta;
import ai.adjutant.inference.v1.Finish;
import ai.adjutant.inference.v1.FinishReason;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.ScoreRequest;
import ai.adjutant.inference.v1.ScoreResponse;
import ai.adjutant.inference.v1.TokenScore;
import ai.adjutant.inference.v1.Usage;
import com.google.protobuf.Duration;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Generates words: token 100 says "word0 ", token 101 "word1 ", and so on. */
public final class ScriptedGeneration extends GenerationServiceGrpc.GenerationServiceImplBase {
  private final BlockingQueue<GenerateRequest> generated = new LinkedBlockingQueue<>();
  private final BlockingQueue<ScoreRequest> scored = new LinkedBlockingQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile Status failure = Status.OK;

  /** The requests that came, oldest first. */
  public List<GenerateRequest> requests() {
    return List.copyOf(generated);
  }

  /** What was to be scored, oldest first. */
  public List<ScoreRequest> scores() {
    return List.copyOf(scored);
  }

  /** The next so many calls fail with this. */
  public ScriptedGeneration failing(int times, Status status) {
    failures.set(times);
    failure = status;
    return this;
  }

  @Override
  public void generate(GenerateRequest request, StreamObserver<GenerateResponse> observer) {
    generated.add(request);
    if (failures.getAndDecrement() > 0) {
      observer.onError(failure.asRuntimeException());
      return;
    }
    int tokens = request.getMaxTokens() == 0 ? 3 : request.getMaxTokens();
    for (int i = 0; i < tokens; i++) {
      Delta delta =
          Delta.newBuilder()
              .setText("word" + i + " ")
              .addTokenIds(100 + i)
              .addLogProbabilities(-0.5)
              .build();
      observer.onNext(GenerateResponse.newBuilder().setDelta(delta).build());
    }
    Usage usage =
        Usage.newBuilder()
            .setPromptTokens(7)
            .setGeneratedTokens(tokens)
            .setFirstToken(Duration.newBuilder().setNanos(12_500_000))
            .setPerToken(Duration.newBuilder().setNanos(3_000_000))
            .setQueued(Duration.newBuilder().setNanos(1_000_000))
            .setMeanBatchSize(1.5)
            .setSeed(42)
            .setMeanLogProbability(-0.5)
            .setLowestLogProbability(-0.5)
            .build();
    Finish finish =
        Finish.newBuilder()
            .setReason(
                request.getMaxTokens() == 0
                    ? FinishReason.FINISH_REASON_STOP
                    : FinishReason.FINISH_REASON_LENGTH)
            .setUsage(usage)
            .setModelDigest("d1")
            .build();
    observer.onNext(GenerateResponse.newBuilder().setFinish(finish).build());
    observer.onCompleted();
  }

  @Override
  public void score(ScoreRequest request, StreamObserver<ScoreResponse> observer) {
    scored.add(request);
    ScoreResponse.Builder response = ScoreResponse.newBuilder().setModelDigest("d1");
    request.getIds().getValuesList().stream()
        .skip(1)
        .forEach(id ->
            response.addTokens(TokenScore.newBuilder().setId(id).setLogProbability(-Math.log(4))));
    observer.onNext(response.build());
    observer.onCompleted();
  }
}

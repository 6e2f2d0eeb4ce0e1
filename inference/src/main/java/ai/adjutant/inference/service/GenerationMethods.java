package ai.adjutant.inference.service;

import ai.adjutant.chassis.transport.BlockingStreamObserver;
import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.engine.Generation;
import ai.adjutant.inference.engine.GenerationEvent;
import ai.adjutant.inference.engine.GenerationOptions;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.engine.ScoredToken;
import ai.adjutant.inference.engine.Scoring;
import ai.adjutant.inference.v1.Delta;
import ai.adjutant.inference.v1.Finish;
import ai.adjutant.inference.v1.FinishReason;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc.GenerationServiceImplBase;
import ai.adjutant.inference.v1.ScoreRequest;
import ai.adjutant.inference.v1.ScoreResponse;
import ai.adjutant.inference.v1.TokenScore;
import ai.adjutant.inference.v1.Usage;
import com.google.protobuf.Duration;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Language models, over the wire. */
final class GenerationMethods extends GenerationServiceImplBase {
  private final Catalogue catalogue;
  private final GenerationRequests requests;

  GenerationMethods(Catalogue catalogue, GenerationRequests requests) {
    this.catalogue = catalogue;
    this.requests = requests;
  }

  @Override
  public void generate(GenerateRequest request, StreamObserver<GenerateResponse> response) {
    LanguageModel model = catalogue.generator(Checks.optionalModel(request.getModel()));
    GenerationOptions options = requests.options(request, model.sharing().contextLength());
    Generation generation = model.generate(requests.prompt(request), options);
    BlockingStreamObserver<GenerateResponse> paced = new BlockingStreamObserver<>(response);
    // The handler returns, so that gRPC can notify the writer when the client is ready for more.
    // The thread ends with the call: the call's end gives the generation up.
    Thread.ofVirtual()
        .name("generate-stream")
        .start(Context.current().wrap(() -> stream(generation, model, paced)));
  }

  private static void stream(
      Generation generation,
      LanguageModel model,
      BlockingStreamObserver<GenerateResponse> response) {
    try (CancellationWatch watch = CancellationWatch.run(generation::cancel)) {
      boolean open = true;
      while (open) {
        GenerationEvent event = generation.next();
        response.send(message(event, model));
        open = !(event instanceof GenerationEvent.Finished);
      }
      response.complete();
    } catch (CancellationException e) {
      response.fail(Checks.cancelled());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      generation.cancel();
      response.fail(Checks.cancelled());
    } catch (RuntimeException | Error e) {
      // The edge of this thread: the failure goes to the caller, mapped and logged by the server.
      generation.cancel();
      response.fail(e);
    }
  }

  @Override
  public void score(ScoreRequest request, StreamObserver<ScoreResponse> response) {
    LanguageModel model = catalogue.generator(Checks.optionalModel(request.getModel()));
    Scoring scoring =
        switch (request.getInputCase()) {
          case TEXT -> {
            Checks.text("text", request.getText());
            yield model.score(request.getText(), Checks.timeout());
          }
          case IDS -> model.score(request.getIds().getValuesList(), Checks.timeout());
          case INPUT_NOT_SET -> throw Checks.empty("no input: give text or ids");
        };
    ScoreResponse.Builder scores =
        ScoreResponse.newBuilder().setModelDigest(model.spec().files().digest());
    for (ScoredToken token : await(scoring)) {
      scores.addTokens(
          TokenScore.newBuilder().setId(token.id()).setLogProbability(token.logProbability()));
    }
    response.onNext(scores.build());
    response.onCompleted();
  }

  private static List<ScoredToken> await(Scoring scoring) {
    try (CancellationWatch watch = CancellationWatch.run(scoring::cancel)) {
      return scoring.await();
    } catch (CancellationException e) {
      throw Checks.cancelled();
    } catch (InterruptedException e) {
      scoring.cancel();
      Thread.currentThread().interrupt();
      throw Checks.cancelled();
    }
  }

  private static GenerateResponse message(GenerationEvent event, LanguageModel model) {
    GenerateResponse.Builder response = GenerateResponse.newBuilder();
    switch (event) {
      case GenerationEvent.Text text ->
          response.setDelta(
              Delta.newBuilder()
                  .setText(text.text())
                  .addAllTokenIds(text.tokens())
                  .addAllLogProbabilities(text.logProbabilities()));
      case GenerationEvent.Finished finished ->
          response.setFinish(
              Finish.newBuilder()
                  .setReason(reason(finished.ending()))
                  .setUsage(usage(finished.usage()))
                  .setModelDigest(model.spec().files().digest()));
    }
    return response.build();
  }

  private static FinishReason reason(GenerationEvent.Ending ending) {
    return switch (ending) {
      case STOP -> FinishReason.FINISH_REASON_STOP;
      case LENGTH -> FinishReason.FINISH_REASON_LENGTH;
    };
  }

  private static Usage usage(ai.adjutant.inference.engine.Usage usage) {
    return Usage.newBuilder()
        .setPromptTokens(usage.promptTokens())
        .setGeneratedTokens(usage.generatedTokens())
        .setFirstToken(duration(usage.firstToken()))
        .setPerToken(duration(usage.perToken()))
        .setSeed(usage.seed())
        .setMeanLogProbability(usage.meanLogProbability())
        .setLowestLogProbability(usage.lowestLogProbability())
        .setTruncatedTokens(usage.truncatedTokens())
        .setQueued(duration(usage.queued()))
        .setMeanBatchSize(usage.meanBatchSize())
        .build();
  }

  private static Duration duration(java.time.Duration time) {
    return Duration.newBuilder().setSeconds(time.getSeconds()).setNanos(time.getNano()).build();
  }
}

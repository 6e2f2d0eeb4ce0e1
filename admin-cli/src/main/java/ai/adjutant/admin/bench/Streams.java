package ai.adjutant.admin.bench;

import ai.adjutant.admin.client.GatewayClient;
import ai.adjutant.admin.client.Names;
import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.Sampling;
import ai.adjutant.inference.v1.TokenIds;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Several generations at once, each from random tokens of its own. One thread.
 *
 * @param model name of the model; empty for the server's default
 * @param count how many at once
 * @param promptTokens tokens of each prompt
 * @param newTokens tokens that each asks for
 * @param vocabulary ids are drawn below it
 * @param endTokens ids that are biased away, so that no stream ends early
 */
record Streams(
    String model,
    int count,
    int promptTokens,
    int newTokens,
    int vocabulary,
    List<Integer> endTokens) {
  private static final long LOOK_MILLIS = 100;
  private static final double NEVER = -100;

  /** Copies the ids. */
  Streams {
    endTokens = List.copyOf(endTokens);
  }

  /**
   * What came of a run.
   *
   * @param traces of the streams that the server took
   * @param refused how many it refused for want of capacity
   */
  record Run(List<Trace> traces, int refused) {
    /** Copies the traces. */
    Run {
      traces = List.copyOf(traces);
    }
  }

  /**
   * Runs them.
   *
   * @param random where the prompts come from
   * @param look called once they have begun and ten times a second meanwhile
   * @throws StatusRuntimeException when the server refuses for another reason than its load, or
   *     refuses all
   */
  Run run(GatewayClient gateway, SplittableRandom random, Runnable look) {
    List<GenerateRequest> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(request(random.split()));
    }
    List<Stream> streams = new ArrayList<>();
    for (GenerateRequest request : requests) {
      Stream stream = new Stream(newTokens);
      streams.add(stream);
      gateway.generations().generate(request, stream);
    }
    look.run(); // at least once while they run, however short they are
    List<Trace> traces = new ArrayList<>();
    StatusRuntimeException refusal = null;
    for (Stream stream : streams) {
      try {
        traces.add(await(stream, look));
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.RESOURCE_EXHAUSTED) {
          throw e;
        }
        refusal = e;
      }
    }
    if (traces.isEmpty() && refusal != null) {
      throw refusal;
    }
    return new Run(traces, count - traces.size());
  }

  private GenerateRequest request(SplittableRandom random) {
    TokenIds.Builder ids = TokenIds.newBuilder();
    for (int i = 0; i < promptTokens; i++) {
      ids.addValues(random.nextInt(vocabulary));
    }
    Sampling.Builder sampling = Sampling.newBuilder();
    endTokens.forEach(id -> sampling.putLogitBias(id, NEVER));
    return GenerateRequest.newBuilder()
        .setModel(Names.model(model))
        .setIds(ids)
        .setSampling(sampling)
        .setMaxTokens(newTokens)
        .build();
  }

  private static Trace await(Stream stream, Runnable look) {
    while (true) {
      try {
        return stream.trace().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        look.run();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof StatusRuntimeException remote
            ? remote
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted");
      }
    }
  }
}

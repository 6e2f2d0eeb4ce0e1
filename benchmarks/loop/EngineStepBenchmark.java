package ai.adjutant.inference.engine;

import ai.adjutant.inference.sample.Sampler;
import ai.adjutant.inference.sample.SamplerScratch;
import ai.adjutant.inference.sample.Sampling;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A step of the engine with a scripted decoder: snapshot, plan, sampling, streams and meters, and
 * the readers' taking. What is left of a step when the graph's time is taken off.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EngineStepBenchmark {
  /** More tokens than the steps of an iteration. */
  private static final int CONTEXT = 1 << 18;

  private static final int PROMPT = 32;

  @Param({"1", "8"})
  public int streams;

  /** Ids of the vocabulary: SmolLM2's and Qwen2.5's. */
  @Param({"49152", "151936"})
  public int vocabulary;

  @Param({"0", "0.7"})
  public double temperature;

  private Engine engine;
  private Generation[] generations;

  /** Streams that are past their prompts. */
  @Setup(Level.Iteration)
  public void open() throws InterruptedException {
    RequestQueue queue = new RequestQueue(64);
    EngineMeter meter = new EngineMeter(new SimpleMeterRegistry(), "scripted");
    Decoder decoder = ScriptedDecoder.counting(vocabulary, CONTEXT, streams);
    engine = new Engine(decoder, Long.MAX_VALUE, queue, System::nanoTime, meter);
    SamplerScratch scratch = new SamplerScratch(vocabulary);
    generations = new Generation[streams];
    for (int stream = 0; stream < streams; stream++) {
      generations[stream] = new Generation();
      queue.offer(job(generations[stream], scratch, meter));
    }
    for (int step = 0; step < 4 * streams; step++) {
      step();
    }
  }

  private GenerateJob job(Generation generation, SamplerScratch scratch, EngineMeter meter) {
    long[] prompt = new long[PROMPT];
    Arrays.fill(prompt, 5);
    long deadline = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
    return new GenerateJob(
        generation,
        new GenerateJob.Start(new Job.Info(prompt, CONTEXT, false, deadline), 1, 0, 0),
        new GenerateJob.DecoderLimits(Set.of(), CONTEXT),
        new Sampler(
            new Sampling(temperature, temperature == 0 ? 0 : 0.95, temperature == 0 ? 0 : 40, 1),
            scratch),
        new AnswerText(Optional.empty(), List.of()),
        meter);
  }

  /** A token for each stream, written and read. */
  @Benchmark
  public long step() throws InterruptedException {
    engine.step();
    long read = 0;
    for (Generation generation : generations) {
      if (generation.ready() && generation.next() instanceof GenerationEvent.Text text) {
        read += text.tokens().size();
      }
    }
    return read;
  }
}

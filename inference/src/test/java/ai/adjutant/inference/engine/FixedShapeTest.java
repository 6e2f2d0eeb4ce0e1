package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.sample.Sampler;
import ai.adjutant.inference.sample.SamplerScratch;
import ai.adjutant.inference.sample.Sampling;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.synth.NamedShape;
import ai.adjutant.onnx.synth.SyntheticCache;
import ai.adjutant.onnx.synth.SyntheticModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Deterministic requests on a real graph in random company: tokens and log-probabilities are those
 * of the request alone, bit for bit.
 */
class FixedShapeTest {
  private static final long SEED = 4_711;
  private static final int SLOTS = 4;

  @TempDir static Path folder;

  @BeforeAll
  static void write() {
    for (int bits : new int[] {4, 8, 32}) {
      SyntheticModel.write(
          folder.resolve("tiny" + bits), NamedShape.TINY, Precision.of(bits, 32), 5);
    }
    SyntheticModel.write(
        folder.resolve("tiny8row"), NamedShape.TINY, Precision.of(8, Precision.ROW), 5);
    SyntheticModel.write(
        folder.resolve("tiny4bytes"), NamedShape.TINY, Precision.of(4, 32), SyntheticCache.INT8, 5);
  }

  /** A request and when it comes. */
  private record Draw(
      long[] prompt, int tokensMax, Sampling sampling, int step, boolean cancelled) {
    static Draw of(Random random) {
      return new Draw(
          random.longs(1 + random.nextInt(70), 0, 500).toArray(),
          1 + random.nextInt(16),
          new Sampling(random.nextInt(2) * 0.8, 0, 0, random.nextLong()),
          random.nextInt(20),
          random.nextInt(5) == 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 250", "8, 250", "8row, 250", "32, 250"})
  @Timeout(300)
  void answersAreBitEqualInAnyCompany(String bits, int schedules) {
    run(bits, schedules);
  }

  @Test
  @EnabledIfSystemProperty(named = "adjutant.byte-cache", matches = "true")
  @Timeout(300)
  void answersAreBitEqualWhereBytesAreRemembered() {
    run("4bytes", 100);
  }

  private static void run(String bits, int schedules) {
    try (Decoder decoder =
        GraphDecoders.open(
            ModelDirectory.read(folder.resolve("tiny" + bits)),
            OnnxRuntime.load(folder),
            Schema.with(new EngineSettings(2, SLOTS, 16, 64 << 20), "int8KvCache", true))) {
      int compared = 0;
      for (int i = 0; i < schedules; i++) {
        Random random = new Random(SEED + i);
        List<Draw> draws = new ArrayList<>();
        for (int each = 0; each < 2 + random.nextInt(5); each++) {
          draws.add(Draw.of(random));
        }
        List<List<GenerationEvent.Text>> together = run(decoder, draws);
        for (int each = 0; each < draws.size(); each++) {
          if (!draws.get(each).cancelled()) {
            Draw draw = draws.get(each);
            Draw first = new Draw(draw.prompt(), draw.tokensMax(), draw.sampling(), 0, false);
            assertThat(together.get(each))
                .as("%s bits, schedule %d, request %d", bits, SEED + i, each)
                .isEqualTo(run(decoder, List.of(first)).getFirst());
            compared++;
          }
        }
      }
      System.out.println(bits + " bits: " + compared + " answers bit-equal, from seed " + SEED);
      assertThat(compared).isGreaterThan(schedules);
    }
  }

  /** Runs requests to their ends; one event an answer. */
  private static List<List<GenerationEvent.Text>> run(Decoder decoder, List<Draw> draws) {
    RequestQueue queue = new RequestQueue(16);
    VirtualClock clock = new VirtualClock();
    Engine engine =
        new Engine(decoder, 100_000, queue, clock, new EngineMeter(new SimpleMeterRegistry(), "m"));
    List<Generation> generations = new ArrayList<>();
    draws.forEach(draw -> generations.add(new Generation()));
    int left = draws.size();
    for (int step = 0; left > 0; step++) {
      for (int i = 0; i < draws.size(); i++) {
        if (draws.get(i).step() == step) {
          left--;
          Job job = job(decoder, draws.get(i), generations.get(i));
          assertThat(queue.offer(job)).isEqualTo(RequestQueue.Offer.TAKEN);
        }
        if (draws.get(i).cancelled() && draws.get(i).step() + 3 == step) {
          generations.get(i).cancel();
        }
      }
      engine.step();
      clock.advance(1_000_000);
    }
    while (engine.step()) {
      clock.advance(1_000_000);
    }
    for (int i = 0; i < draws.size(); i++) {
      if (draws.get(i).cancelled()) {
        generations.get(i).cancel();
      }
    }
    engine.step(); // drops those that were cancelled late
    return generations.stream().map(FixedShapeTest::read).toList();
  }

  private static Job job(Decoder decoder, Draw draw, Generation generation) {
    DecoderInfo info = decoder.info();
    Sampler sampler = new Sampler(draw.sampling(), new SamplerScratch(info.vocabularySize()));
    return new GenerateJob(
        generation,
        new GenerateJob.Start(
            new Job.Info(draw.prompt(), draw.tokensMax(), true, Schedule.NEVER), 1, 0, 0),
        new GenerateJob.DecoderLimits(Set.of(511L), info.contextLength()),
        sampler,
        new AnswerText(Optional.empty(), List.of()),
        new EngineMeter(new SimpleMeterRegistry(), "m"));
  }

  private static List<GenerationEvent.Text> read(Generation generation) {
    List<GenerationEvent.Text> texts = new ArrayList<>();
    try {
      while (!generation.cancelled()) {
        switch (generation.next()) {
          case GenerationEvent.Text text -> texts.add(text);
          case GenerationEvent.Finished finished -> {
            return texts;
          }
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }
}

package ai.adjutant.inference.engine;

import java.time.Duration;

/**
 * The first steps of a decoder, taken before anybody waits for them: memory is touched, native
 * calls are linked, and what runs in Java is compiled, all of which makes the very first ones
 * several times slower.
 */
final class WarmUp {
  private static final int PROMPT = 16;
  private static final int STEPS_MAX = 64;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private WarmUp() {}

  /**
   * Takes steps until they are many or have taken long; leaves the decoder empty.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException when the graph can't be run
   */
  static void run(Decoder decoder) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    DecoderFacts facts = decoder.facts();
    int prompt = Math.clamp(facts.contextLength() / 2, 1, Math.min(PROMPT, facts.chunkMax()));
    int steps = Math.min(STEPS_MAX, facts.contextLength() - prompt);
    int slot = decoder.begin();
    try {
      decoder.prefill(slot, new long[prompt], 0, prompt, Decoder.Wanted.LAST);
      for (int step = 0; step < steps && System.nanoTime() < end; step++) {
        decoder.decode(new int[] {slot}, new long[1], 1, false);
      }
    } finally {
      decoder.end(slot);
    }
  }
}

package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first steps of a decoder, taken before anybody waits for them: memory is touched, native
 * calls are linked, and what runs in Java is compiled, all of which makes the very first ones
 * several times slower.
 */
final class WarmUp {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

  private static final int PROMPT = 16;
  private static final int STEPS_MAX = 64;
  private static final Duration TIME_LIMIT = Duration.ofMillis(500);

  private WarmUp() {}

  /**
   * Takes steps until they are many or have taken long; leaves the decoder empty.
   *
   * @throws AdjutantException when the graph can't be run, by whatever fault
   */
  static void run(Decoder decoder) {
    try {
      steps(decoder);
    } catch (AdjutantException e) {
      throw e;
    } catch (RuntimeException e) {
      // The decoder's edge while nobody waits for it yet: one model fails, the others are opened.
      log.error("a fault ended the first steps of a model", e);
      throw new AdjutantException(
          EngineReason.ENGINE_FAILED,
          "its first steps ended in a fault, which the log of the service describes; export the"
              + " model anew");
    }
  }

  private static void steps(Decoder decoder) {
    long end = System.nanoTime() + TIME_LIMIT.toNanos();
    DecoderInfo info = decoder.info();
    int prompt = Math.clamp(info.contextLength() / 2, 1, Math.min(PROMPT, info.chunkMax()));
    int steps = Math.min(STEPS_MAX, info.contextLength() - prompt);
    int slot = decoder.begin();
    try {
      decoder.prefill(slot, new long[prompt], 0, prompt, Decoder.LogitsMode.LAST);
      for (int step = 0; step < steps && System.nanoTime() < end; step++) {
        decoder.decode(new int[] {slot}, new long[1], 1, false);
      }
    } finally {
      decoder.end(slot);
    }
  }
}

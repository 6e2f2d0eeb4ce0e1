package ai.adjutant.retriever.encode;

import ai.adjutant.chassis.error.AdjutantException;
import java.time.Duration;
import java.util.List;

/** Turns texts into vectors of length 1. Any thread may call; calls block. */
public interface Encoder {
  /** Most texts of one call. */
  int TEXTS_MAX = 64;

  /** Encodes texts with the encoder that serves where none is named. */
  default Encoded encode(List<String> texts, Purpose purpose, Duration timeout) {
    return encode(texts, purpose, "", timeout);
  }

  /**
   * Encodes texts, in their order.
   *
   * @param texts 1 to {@link #TEXTS_MAX} texts, none blank
   * @param model the encoder's name, as an {@link EncoderIdentity} has it; empty for the one that
   *     serves where none is named
   * @param timeout how long the caller waits at most
   * @throws AdjutantException with an {@link EncodeReason}
   */
  Encoded encode(List<String> texts, Purpose purpose, String model, Duration timeout);

  /** States what texts are encoded for. */
  enum Purpose {
    /** Text of documents; waits behind questions. */
    DOCUMENT,
    /** A question somebody waits for. */
    QUERY
  }
}

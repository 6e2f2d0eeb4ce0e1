package ai.adjutant.retriever.encode;

import ai.adjutant.chassis.error.AdjutantException;
import java.time.Duration;
import java.util.List;

/** Turns texts into vectors of length 1. Any thread may call; calls block. */
public interface Encoder {
  /** Most texts of one call. */
  int TEXTS_MAX = 64;

  /**
   * Encodes texts, in their order.
   *
   * @param texts 1 to {@link #TEXTS_MAX} texts, none blank
   * @param timeout how long the caller waits at most
   * @throws AdjutantException with an {@link EncodeReason}
   */
  Encoded encode(List<String> texts, Purpose purpose, Duration timeout);

  /** States what texts are encoded for. */
  enum Purpose {
    /** Text of documents; waits behind questions. */
    DOCUMENT,
    /** A question somebody waits for. */
    QUERY
  }
}

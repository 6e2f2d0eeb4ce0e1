package ai.adjutant.inference.embed;

/** Embeds one text in the calling thread; several threads may call at once. */
interface TextEncoder extends AutoCloseable {
  /** What is known of it. */
  EncoderFacts facts();

  /** The vector of a text that is not empty. */
  TextVector encode(String text);

  @Override
  void close();
}

package ai.adjutant.inference.embed;

import java.util.List;

/** Embeds texts in the calling thread; several threads may call at once. */
interface TextEncoder extends AutoCloseable {
  /** What is known of it. */
  EncoderInfo info();

  /** The vectors of texts of which none is empty, in their order. */
  List<TextVector> encode(List<String> texts);

  @Override
  void close();
}

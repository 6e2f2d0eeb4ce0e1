package ai.adjutant.gateway.embedding;

import ai.adjutant.text.Words;
import java.util.List;
import java.util.Optional;

/** Vectors of hashed stems: the cosine is the share of common words. Or no encoder at all. */
public final class StemEncoder implements SentenceEncoder {
  private static final int DIMENSIONS = 512;

  private final boolean there;

  private StemEncoder(boolean there) {
    this.there = there;
  }

  /** An encoder that answers. */
  public static StemEncoder there() {
    return new StemEncoder(true);
  }

  /** An encoder that is gone. */
  public static StemEncoder gone() {
    return new StemEncoder(false);
  }

  @Override
  public Optional<List<Vector>> encode(List<String> texts) {
    return there ? Optional.of(texts.stream().map(StemEncoder::vector).toList()) : Optional.empty();
  }

  private static Vector vector(String text) {
    float[] values = new float[DIMENSIONS];
    for (String stem : Words.of("en").distinctStems(text)) {
      values[Math.floorMod(stem.hashCode(), DIMENSIONS)] += 1;
    }
    double norm = 0;
    for (float value : values) {
      norm += value * value;
    }
    for (int i = 0; i < DIMENSIONS && norm > 0; i++) {
      values[i] /= (float) Math.sqrt(norm);
    }
    return new Vector(values);
  }
}

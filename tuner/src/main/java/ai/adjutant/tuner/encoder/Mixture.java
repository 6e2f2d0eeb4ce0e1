package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.weights.WeightSource;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;

/**
 * Weights between those before and after training. They often keep more of the old skill, and rank
 * new questions better, than where training of few examples ended (M. Wortsman et al., "Robust
 * fine-tuning of zero-shot models", 2022).
 *
 * @param share of those after training
 */
record Mixture(WeightSource before, WeightSource after, double share) implements WeightSource {
  @Override
  public Set<String> names() {
    return after.names();
  }

  @Override
  public List<Long> shape(String name) {
    return after.shape(name);
  }

  @Override
  public void read(String name, FloatBuffer into) {
    int start = into.position();
    FloatBuffer old = FloatBuffer.allocate(into.remaining());
    before.read(name, old);
    after.read(name, into);
    for (int i = 0; i < old.capacity(); i++) {
      float now = into.get(start + i);
      if (now != old.get(i)) {
        into.put(start + i, (float) ((1 - share) * old.get(i) + share * now));
      }
    }
  }
}
